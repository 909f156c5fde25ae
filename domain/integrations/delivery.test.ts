import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterFailure, DELIVERY_LIMITS, type Failure } from "./delivery";

const now = new Date("2030-01-01T12:00:00Z");
const giveUpAt = new Date(now.getTime() + DELIVERY_LIMITS.giveUpAfterMs);
const failure = (part: Partial<Failure> = {}): Failure => ({
  ...{ attempt: 1, retry: true, afterSeconds: undefined, giveUpAt, now, random: 0.5 },
  ...part,
});
function waitMs(part: Partial<Failure>): number | "dead" {
  const answer = afterFailure(failure(part));
  return answer.kind === "dead" ? "dead" : answer.until.getTime() - now.getTime();
}

describe("after a failure", () => {
  it("the longest possible wait doubles from 5 seconds to one hour", () => {
    const longest = (attempt: number) => waitMs({ attempt, random: 1 });
    expect([1, 2, 3, 4].map(longest)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(longest(11)).toBe(3_600_000);
    expect(longest(2_000)).toBe(3_600_000);
  });

  it("a wait lies anywhere below the longest: what failed together comes back apart", () => {
    const attempts = fc.integer({ min: 1, max: 500 });
    const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempts, randoms, (attempt, random) => {
        const wait = waitMs({ attempt, random });
        const longest = waitMs({ attempt, random: 1 });
        return typeof wait === "number" && wait >= 0 && wait <= Number(longest);
      }),
    );
    expect(waitMs({ attempt: 3, random: 0.25 })).toBe(5_000);
  });

  it("a receiver that asks for time gets it, an hour at most", () => {
    expect(waitMs({ afterSeconds: 30, random: 0 })).toBe(30_000);
    expect(waitMs({ afterSeconds: 1e9, random: 0 })).toBe(3_600_000);
    expect(waitMs({ afterSeconds: -5, random: 0 })).toBe(0);
  });

  it("it is over when the channel says so, or when the next attempt came after the last moment", () => {
    expect(afterFailure(failure({ retry: false }))).toEqual({
      ...{ kind: "dead", because: "not-to-be-retried" },
    });
    expect(afterFailure(failure({ giveUpAt: now }))).toEqual({ kind: "dead", because: "too-late" });
    expect(waitMs({ giveUpAt: new Date(now.getTime() + 2_500) })).toBe(2_500);
    expect(waitMs({ giveUpAt: new Date(now.getTime() + 2_499) })).toBe("dead");
  });
});
