import { describe, expect, it } from "vitest";
import { durationsUpTo } from "./window-durations";

describe("the durations that a window may be asked for", () => {
  it("end with the longest that the rules allow", () => {
    expect(durationsUpTo(3_600)).toEqual([900, 1_800, 3_600]);
    expect(durationsUpTo(5_400)).toEqual([900, 1_800, 3_600, 5_400]);
    expect(durationsUpTo(60)).toEqual([60]);
  });

  it("are all that are offered while nobody knows the longest", () =>
    expect(durationsUpTo(null).at(-1)).toBe(48 * 3_600));
});
