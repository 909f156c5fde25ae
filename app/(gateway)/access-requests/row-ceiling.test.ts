import { describe, expect, it } from "vitest";
import { ceilingTyped, ceilingWords } from "./row-ceiling";

describe("a row ceiling", () => {
  it("is read from what somebody typed: nothing is none, what is no number of rows is refused", () => {
    expect(["", " ", "0", " 25 ", "100"].map((text) => ceilingTyped(text, 100))).toEqual([
      ...[null, null, 0, 25, 100],
    ]);
    for (const text of ["101", "-1", "1.5", "1e2", "ten", "0x10"]) {
      expect(ceilingTyped(text, 100), text).toBeUndefined();
    }
  });

  it("is said so that nobody needs to ask what happens above it", () => {
    expect(ceilingWords(1)).toBe("at most 1 row, else rolled back");
    expect(ceilingWords(1_500)).toBe("at most 1,500 rows, else rolled back");
    expect(ceilingWords(null)).toBe("no row ceiling");
  });
});
