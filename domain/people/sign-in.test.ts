import { describe, expect, it } from "vitest";
import { describeSignInEnd, endOfSignIn } from "./sign-in";

const at = (time: string) => new Date(`2030-01-01T${time}Z`);
const fresh = { endedAt: null, expiresAt: at("20:00:00"), lastSeenAt: at("12:00:00") };
const ended = (times: Partial<Record<keyof typeof fresh, Date | null>>, now: string) =>
  endOfSignIn({ ...fresh, ...times } as typeof fresh, { idleSecondsMax: 3600, now: at(now) });

describe("a sign-in", () => {
  it("holds while it is used and young", () => expect(ended({}, "12:59:59")).toBeNull());
  it("is over when its idle limit is reached to the second", () =>
    expect(ended({}, "13:00:00")).toBe("idle"));
  it("is over when its life is", () =>
    expect(ended({ lastSeenAt: at("19:59:59") }, "20:00:00")).toBe("expired"));
  it("is over once it was ended, though it would still hold", () =>
    expect(ended({ endedAt: at("12:00:01") }, "12:00:02")).toBe("ended"));
  it("says in a sentence why it is over", () => {
    for (const end of ["ended", "expired", "idle"] as const) {
      expect(describeSignInEnd(end)).toMatch(/^[A-Z].*\.$/);
    }
  });
});
