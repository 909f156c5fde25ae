import { describe, expect, it } from "vitest";
import type { Column } from "../rows/column";
import { MaskTally } from "./mask-tally";

function columns(...names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name, type: "text", typeId: 25, origin: null }));
}

describe("the tally", () => {
  it("tells results, columns, kinds and texts apart", () => {
    const tally = new MaskTally();
    tally.add(-1, "ip", 1);
    tally.startResult(columns("a", "b"));
    tally.add(0, "email", 2);
    tally.add(1, "email", 3);
    tally.add(0, "email", 4);
    tally.startResult(columns("a"));
    tally.add(0, "email", 5);
    tally.add(-1, "ssn", 6);
    expect(tally.lines()).toEqual([
      { result: 0, column: null, kind: "ip", count: 1 },
      { result: 0, column: "a", kind: "email", count: 6 },
      { result: 0, column: "b", kind: "email", count: 3 },
      { result: 1, column: "a", kind: "email", count: 5 },
      { result: 1, column: null, kind: "ssn", count: 6 },
    ]);
  });

  it("takes the number of the result from who knows it, and goes on from there", () => {
    const tally = new MaskTally();
    tally.startResult(columns("a"), 4);
    tally.add(0, "ip", 1);
    tally.startResult(columns("a"));
    tally.add(0, "ip", 1);
    expect(tally.lines().map(({ result }) => result)).toEqual([4, 5]);
  });

  it("says nothing about what was not replaced", () => {
    const tally = new MaskTally();
    tally.add(-1, "ip", 0);
    expect(tally.lines()).toEqual([]);
  });

  it("adds columns of one name together", () => {
    const tally = new MaskTally();
    tally.startResult(columns("?column?", "?column?"));
    tally.add(0, "ip", 1);
    tally.add(1, "ip", 2);
    expect(tally.lines()).toEqual([{ result: 0, column: "?column?", kind: "ip", count: 3 }]);
  });

  it("stays within its lines however many results come, and loses no count", () => {
    const tally = new MaskTally();
    for (let result = 0; result < 20_000; result += 1) {
      tally.startResult(columns(`c${result}`));
      tally.add(0, "ip", 1);
    }
    const lines = tally.lines();
    expect(lines.length).toBeLessThan(10_000);
    expect(lines.reduce((sum, line) => sum + line.count, 0)).toBe(20_000);
  });
});
