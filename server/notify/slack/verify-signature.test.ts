import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SIGNATURE_LIMITS, SignatureCheck } from "./verify-signature";

const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const NOW = 1_531_420_618;

function signed(body: string, timestamp: string, secret = SECRET) {
  const mac = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${mac}` },
    body: Buffer.from(body),
  };
}
const checkAt = (seconds: number) => new SignatureCheck(() => new Date(seconds * 1_000));

describe("a signature", () => {
  it("is the one that Slack's documentation computes", () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
      "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
      "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
      "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    const headers = {
      "x-slack-request-timestamp": String(NOW),
      "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    };
    expect(checkAt(NOW).denialOf({ headers, body: Buffer.from(body) }, SECRET)).toBeNull();
  });

  it("is over every byte of the body, the time and the secret", () => {
    const text = fc.string({ unit: "binary", maxLength: 100 });
    fc.assert(
      fc.property(text, text, (body, other) => {
        fc.pre(body !== other);
        const request = signed(body, String(NOW));
        expect(checkAt(NOW).denialOf({ ...request, body: Buffer.from(other) }, SECRET)).toBe(
          "wrong",
        );
        expect(checkAt(NOW).denialOf(request, `${SECRET}x`)).toBe("wrong");
        const headers = { ...request.headers, "x-slack-request-timestamp": String(NOW + 1) };
        expect(checkAt(NOW).denialOf({ ...request, headers }, SECRET)).toBe("wrong");
      }),
    );
  });

  it.each([
    ["x-slack-signature", undefined],
    ["x-slack-request-timestamp", undefined],
    ["x-slack-request-timestamp", `${NOW}.5`],
    ["x-slack-request-timestamp", "-1"],
    ["x-slack-request-timestamp", ""],
  ])("is missed when %s is %j", (name, value) => {
    const request = signed("a", String(NOW));
    const headers = { ...request.headers, [name]: value };
    expect(checkAt(NOW).denialOf({ ...request, headers }, SECRET)).toBe("unsigned");
  });

  it("of an integration without a secret is nobody's", () =>
    expect(checkAt(NOW).denialOf(signed("a", String(NOW), ""), "")).toBe("unsigned"));

  it("holds for five minutes, once", () => {
    let now = NOW;
    const check = new SignatureCheck(() => new Date(now * 1_000));
    const request = signed("a", String(NOW));
    now = NOW + SIGNATURE_LIMITS.ageSecondsMax;
    expect(check.denialOf(request, SECRET)).toBeNull();
    expect(check.denialOf(request, SECRET)).toBe("replayed");
    now += 1;
    expect(check.denialOf(request, SECRET)).toBe("too-old");
  });
});

it("refuses rather than forgets when it remembers too much, and takes more when some is old", () => {
  let now = NOW;
  const check = new SignatureCheck(() => new Date(now * 1_000));
  for (let index = 0; index < SIGNATURE_LIMITS.rememberedMax; index += 1) {
    expect(check.denialOf(signed(`${index}`, String(NOW)), SECRET)).toBeNull();
  }
  expect(check.denialOf(signed("more", String(NOW)), SECRET)).toBe("too-many");
  expect(check.denialOf(signed("0", String(NOW)), SECRET)).toBe("replayed");
  now += SIGNATURE_LIMITS.ageSecondsMax + 1;
  expect(check.denialOf(signed("more", String(now)), SECRET)).toBeNull();
});
