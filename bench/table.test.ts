import { describe, expect, it } from "vitest";
import { type Figure, judge, median, renderTable } from "./table";

function figure(given: Partial<Figure>): Figure {
  return {
    id: "B0",
    what: "a thing",
    unit: "×",
    better: "lower",
    rounds: [1],
    goal: 1,
    floor: 2,
    ...given,
  };
}

describe("a median", () => {
  it("is the middle of the sorted values, or the mean of the two in the middle", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe("a figure", () => {
  it("is judged on its median, in the direction that is better", () => {
    expect(judge(figure({ rounds: [0.5, 0.9, 9] }))).toMatchObject({ meetsGoal: true });
    expect(judge(figure({ rounds: [1.5] }))).toMatchObject({ meetsGoal: false, meetsFloor: true });
    expect(judge(figure({ rounds: [2.5] }))).toMatchObject({ meetsFloor: false });
    const higher = figure({ better: "higher", goal: 3, floor: 2, rounds: [2.5] });
    expect(judge(higher)).toMatchObject({ meetsGoal: false, meetsFloor: true });
  });

  it("that was never measured meets nothing", () => {
    expect(judge(figure({ rounds: [] }))).toMatchObject({ meetsGoal: false, meetsFloor: false });
  });
});

describe("the table", () => {
  it("says which floor was missed", () => {
    const text = renderTable({ name: "x", figures: [figure({ rounds: [5] })], notes: ["a note"] });
    expect(text).toContain("FLOOR MISSED");
    expect(text).toContain("· a note");
  });
});
