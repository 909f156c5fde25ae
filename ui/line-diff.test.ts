import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "./line-diff";

const text = fc
  .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 9 })
  .map((lines) => lines.join("\n"));

function side(before: string, after: string, without: "in" | "out"): string {
  return diffLines(before, after)
    .filter(({ kind }) => kind !== without)
    .map((line) => line.text)
    .join("\n");
}

describe("the difference of two texts, line by line", () => {
  it("holds the whole of both", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(side(before, after, "in")).toBe(before);
        expect(side(before, after, "out")).toBe(after);
      }),
    );
  });

  it("is no difference when nothing changed", () => {
    fc.assert(
      fc.property(text, (same) => diffLines(same, same).every(({ kind }) => kind === "same")),
    );
  });

  it("names the line that changed and leaves the others", () =>
    expect(diffLines("UPDATE t\nSET a = 1\nWHERE b", "UPDATE t\nSET a = 2\nWHERE b")).toEqual([
      { kind: "same", text: "UPDATE t" },
      { kind: "out", text: "SET a = 1" },
      { kind: "in", text: "SET a = 2" },
      { kind: "same", text: "WHERE b" },
    ]));

  it("of texts too long to compare is all of one, then all of the other", () => {
    const long = (word: string) => Array.from({ length: 1_001 }, (_, at) => word + at).join("\n");
    const found = diffLines(long("a"), long("b"));
    expect(found.map(({ kind }) => kind).indexOf("in")).toBe(1_001);
    expect(found).toHaveLength(2_002);
  });
});
