import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, neighbour, type Pace, replayTimes, SPEEDS } from "./advance";

const pace = fc
  .record({
    speed: fc.constantFrom(...SPEEDS),
    skipsIdle: fc.boolean(),
    durationMs: fc.integer({ min: 1, max: 3_600_000 }),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
  })
  .map(({ shares, ...rest }): Pace => {
    const instants = shares.map((share) => Math.round(share * rest.durationMs));
    return { ...rest, instants: instants.sort((a, b) => a - b) };
  });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const passed = fc.integer({ min: 1, max: 100 });

describe("a replay that goes on", () => {
  it("moves forward and stops at the end", () => {
    fc.assert(
      fc.property(pace, share, passed, (given, part, ms) => {
        const at = part * given.durationMs;
        const next = advance(at, ms, given);
        expect(next).toBeGreaterThanOrEqual(Math.min(at, given.durationMs));
        expect(next).toBeLessThanOrEqual(given.durationMs);
      }),
    );
  });

  it("skips over pauses only, never over something that happened", () => {
    fc.assert(
      fc.property(pace, share, passed, (given, part, ms) => {
        const at = part * given.durationMs;
        const skipping = advance(at, ms, { ...given, skipsIdle: true, speed: 1 });
        const happened = given.instants.filter((one) => one > at && one < skipping - ms);
        expect(happened).toEqual([]);
      }),
    );
  });

  it("shows all of it within the time of `max`", () => {
    fc.assert(
      fc.property(pace, (given) => {
        let at = 0;
        for (let ms = 0; ms < replayTimes.wholeMs + 20; ms += 16) {
          at = advance(at, 16, { ...given, speed: "max", skipsIdle: false });
        }
        expect(at).toBe(given.durationMs);
      }),
    );
  });

  it("goes as fast as the session did at speed 1", () => {
    const calm = { speed: 1, skipsIdle: false, durationMs: 10_000, instants: [9_000] } as const;
    expect(advance(100, 16, calm)).toBe(116);
    expect(advance(100, 16, { ...calm, speed: 16 })).toBe(356);
    expect(advance(100, 16, { ...calm, skipsIdle: true })).toBe(8_766);
  });
});

describe("the neighbours of an instant", () => {
  it("are the nearest on each side", () => {
    expect(neighbour([1, 5, 9], 5, "before")).toBe(1);
    expect(neighbour([1, 5, 9], 5, "after")).toBe(9);
    expect(neighbour([1, 5, 9], 9, "after")).toBe(null);
  });
});
