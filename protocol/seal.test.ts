import { describe, expect, it } from "vitest";
import { ProtocolProblem } from "./problem";
import { makeSealKeys, openSealed, sealTo } from "./seal";

const CANARY = "canary-pässword";

describe("a credential sealed to one agent and one session", () => {
  const agent = makeSealKeys();
  const box = sealTo(agent.publicKey, "ses_1", CANARY);

  it("opens for that agent and session", () =>
    expect(openSealed(agent.privateKey, "ses_1", box)).toBe(CANARY));
  it("holds nothing readable", () =>
    expect(Buffer.from(box, "base64").includes("canary")).toBe(false));
  it("is never the same twice", () =>
    expect(sealTo(agent.publicKey, "ses_1", CANARY)).not.toBe(box));
  it("opens however many came before it, with keys that change on the way", () => {
    const other = makeSealKeys();
    const senders = new Set<string>();
    for (let index = 0; index < 2_500; index += 1) {
      const one = sealTo(other.publicKey, `ses_${index}`, CANARY);
      senders.add(Buffer.from(one, "base64").subarray(1, 33).toString("hex"));
      expect(openSealed(other.privateKey, `ses_${index}`, one)).toBe(CANARY);
    }
    expect(senders.size).toBe(3);
  });
  it("does not open in another session", () =>
    expect(() => openSealed(agent.privateKey, "ses_2", box)).toThrow(ProtocolProblem));
  it("does not open with another key", () =>
    expect(() => openSealed(makeSealKeys().privateKey, "ses_1", box)).toThrow(ProtocolProblem));

  it("does not open when any byte of it was altered", () => {
    const bytes = Buffer.from(box, "base64");
    for (let index = 0; index < bytes.byteLength; index += 1) {
      const altered = Buffer.from(bytes);
      altered[index] = (altered[index] ?? 0) ^ 0x41;
      const open = () => openSealed(agent.privateKey, "ses_1", altered.toString("base64"));
      expect(open, `byte ${index}`).toThrow(ProtocolProblem);
    }
  });

  it("is refused when it is cut short, empty or no box at all", () => {
    for (const wrong of ["", "AAAA", box.slice(0, 40), "?".repeat(100), "A".repeat(9_000)]) {
      expect(() => openSealed(agent.privateKey, "ses_1", wrong)).toThrow(ProtocolProblem);
    }
  });

  it("is not made for a key of low order, or for no key", () => {
    const lowOrder = Buffer.alloc(32).toString("base64");
    for (const key of [lowOrder, "", "AAAA"]) {
      expect(() => sealTo(key, "ses_1", CANARY)).toThrow(ProtocolProblem);
    }
  });
});
