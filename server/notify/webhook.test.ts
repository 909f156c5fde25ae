import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aNotice } from "@/testing/notice";
import { startWebhookReceiver, status, type WebhookReceiver } from "@/testing/webhook-receiver";
import type { Deps } from "../deps";
import type { RequestEvent } from "../requests/request-notice";
import type { Told } from "./channel";
import type { Resolve } from "./guarded-lookup";
import { type WebhookOptions, webhookChannel } from "./webhook";

const SECRET = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
const deps = { now: () => new Date() } as Deps;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
beforeEach(() => {
  receiver.received.length = 0;
});
afterAll(() => receiver.close());

interface Telling {
  readonly url?: string;
  readonly allowPrivateAddresses?: boolean;
  readonly event?: RequestEvent;
}
const names = (...addresses: string[]): Resolve => {
  return async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};
async function tell(part: Telling = {}, options: WebhookOptions = {}): Promise<Told> {
  const { url = receiver.url, allowPrivateAddresses = true, event = "request.created" } = part;
  const settings = { url, events: ["request.created"], allowPrivateAddresses };
  const target = { id: "int_1", name: "hook", settings, secret: SECRET, remembered: null };
  const message = { id: "msg_1", event, at: new Date(), notice: aNotice() };
  return await webhookChannel(options).tell(deps, target, message);
}
async function because(part: Telling = {}, options: WebhookOptions = {}): Promise<string> {
  const told = await tell(part, options);
  return told.kind === "failed" ? `${told.because} ${told.retry ? "again" : "never"}` : told.kind;
}
/** The receiver's port under a name of the test's own. */
const named = (name: string) => receiver.url.replace("127.0.0.1", name);

describe("a webhook", () => {
  it("is signed so that an altered body or another secret does not verify", async () => {
    expect(await tell()).toMatchObject({ kind: "told", response: "204" });
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    const given = headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(body, given)).toMatchObject({ type: "request.created" });
    expect(() => new Webhook(SECRET).verify(`${body} `, given)).toThrow();
    const other = Buffer.alloc(32).toString("base64");
    expect(() => new Webhook(other).verify(body, given)).toThrow();
  });

  it("is not sent for events that were not chosen", async () => {
    expect(await tell({ event: "request.voted" })).toEqual({ kind: "passed-over" });
    expect(receiver.received).toEqual([]);
  });

  it("does not follow a redirect: it is a failure", async () => {
    receiver.answers.push(status(302, { location: receiver.url }));
    expect(await because()).toBe(
      "The receiver answered 302 (a redirect, which is not followed). again",
    );
    expect(receiver.received).toHaveLength(1);
  });

  it("waits as long as a busy receiver asks", async () => {
    receiver.answers.push(status(429, { "retry-after": "90" }));
    expect(await tell()).toMatchObject({ kind: "failed", retry: true, afterSeconds: 90 });
  });

  it("keeps no more than the beginning of an answer that never ends", async () => {
    receiver.answers.push((response) => {
      const more = () => void response.write("x".repeat(65_536), (error) => error ?? more());
      more();
    });
    const told = await tell();
    expect(told).toMatchObject({ kind: "told" });
    expect(told.kind === "told" && told.response.length).toBeLessThanOrEqual(2_100);
  });

  it("does not wait for a receiver that says nothing, or drips", async () => {
    receiver.answers.push(() => undefined);
    expect(await because({}, { timeoutMs: 50 })).toBe("No answer within 0.05 seconds. again");
    receiver.answers.push((response) => {
      response.flushHeaders();
      response.write("x");
    });
    expect(await because({}, { timeoutMs: 50 })).toBe("No answer within 0.05 seconds. again");
  });

  it("says that nothing listens there", async () => {
    expect(await because({ url: "http://127.0.0.1:1/" })).toBe(
      "It was not reached: connect ECONNREFUSED 127.0.0.1:1. again",
    );
    const both = names("127.0.0.1", "127.0.0.2");
    expect(await because({ url: "http://two.test:1/" }, { resolve: both })).toContain(
      "ECONNREFUSED",
    );
  });
});

describe("an address in one's own network", () => {
  it("is refused in the URL itself, however it is written, and nothing is sent", async () => {
    const { port } = new URL(receiver.url);
    const hosts = ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "017700000001", "[::1]"];
    const mapped = ["[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "0.0.0.0", "[fe80::1]"];
    for (const host of [...hosts, ...mapped, "10.0.0.1", "169.254.169.254", "[fd00::1]"]) {
      const url = `http://${host}:${port}/hook`;
      expect(await because({ url, allowPrivateAddresses: false }), host).toMatch(
        /not called\. never$/,
      );
    }
    expect(receiver.received).toEqual([]);
  });

  it("is refused behind a name, also when only one of its addresses is such", async () => {
    const url = named("hook.test");
    const refused = async (...addresses: string[]) =>
      await because({ url, allowPrivateAddresses: false }, { resolve: names(...addresses) });
    expect(await refused("127.0.0.1")).toBe(
      "hook.test is 127.0.0.1, which is a loopback address; it was not called. never",
    );
    expect(await refused("8.8.8.8", "10.0.0.1")).toContain("10.0.0.1, which is a private address");
    expect(await refused("::ffff:127.0.0.1")).toContain("a loopback address");
    expect(await refused("169.254.169.254")).toContain("a metadata address");
    expect(await because({ url: "http://localhost:1/", allowPrivateAddresses: false })).toContain(
      "a loopback address",
    );
    expect(receiver.received).toEqual([]);
  });

  it("is reached where an admin allowed it, the metadata of a cloud never", async () => {
    const url = named("hook.test");
    expect(await because({ url }, { resolve: names("127.0.0.1") })).toBe("told");
    expect(await because({ url }, { resolve: names("169.254.169.254") })).toContain("metadata");
    expect(await because({ url: "http://169.254.169.254/latest" })).toContain("metadata");
  });

  it("is not reached by a second answer of the DNS: what was checked is what is called", async () => {
    let asked = 0;
    const rebinding: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "169.254.169.254", family: 4 }];
    };
    expect(await because({ url: named("rebinding.test") }, { resolve: rebinding })).toBe("told");
    expect(asked).toBe(1);
  });
});
