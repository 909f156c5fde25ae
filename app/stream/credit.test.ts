import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LINK_LIMITS } from "@/protocol/version";
import { firstCredit, nextCredit } from "./credit";

const window = LINK_LIMITS.framesUnderWayMax;

/** Reads `records` one by one against the credits; how far ahead the gateway could ever be. */
function read(from: number, records: number) {
  let granted = firstCredit(from);
  let messages = 0;
  let aheadMax = granted - from;
  for (let next = from + 1; next <= from + records; next += 1) {
    if (next > granted) return { stalled: true, aheadMax, messages };
    const upTo = nextCredit(next, granted);
    if (upTo === null) continue;
    messages += 1;
    granted = upTo;
    aheadMax = Math.max(aheadMax, granted - next);
  }
  return { stalled: false, aheadMax, messages };
}

describe("the credits of a reader", () => {
  const from = fc.nat(1_000_000);
  const records = fc.integer({ min: 1, max: 500 });

  it("never let the gateway run further ahead than the window", () => {
    fc.assert(fc.property(from, records, (a, n) => read(a, n).aheadMax <= window));
  });

  it("never stall a reader that keeps reading", () => {
    fc.assert(fc.property(from, records, (a, n) => !read(a, n).stalled));
  });

  it("cost at most one message for half a window of records", () => {
    fc.assert(
      fc.property(from, records, (a, n) => read(a, n).messages <= Math.ceil((2 * n) / window)),
    );
  });

  it("say nothing when nothing was read", () => {
    expect(nextCredit(5, firstCredit(5))).toBe(null);
  });
});
