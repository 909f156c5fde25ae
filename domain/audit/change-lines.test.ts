import { describe, expect, it } from "vitest";
import { changeLines } from "./change-lines";

const shown = (before: unknown, after: unknown) =>
  changeLines(before, after).map(
    (line) => `${line.changed ? "*" : " "} ${line.field}: ${line.before} → ${line.after}`,
  );

describe("before and after", () => {
  it("stand side by side, the changed fields first", () =>
    expect(shown({ name: "shop", rowsMax: 10 }, { name: "shop", rowsMax: 20 })).toEqual([
      "* rowsMax: 10 → 20",
      "  name: shop → shop",
    ]));

  it("name fields inside fields by their path, and keep lists whole", () =>
    expect(
      shown(
        { settings: { host: "a" }, groups: ["x"] },
        { settings: { host: "b" }, groups: ["x", "y"] },
      ),
    ).toEqual(["* settings.host: a → b", '* groups: ["x"] → ["x","y"]']));

  it("tell what came and what went", () =>
    expect(shown({ old: 1 }, { fresh: true })).toEqual([
      "* old: 1 → null",
      "* fresh: null → true",
    ]));

  it("are nothing when nothing was noted", () => expect(shown(null, null)).toEqual([]));

  it("end at a number of lines, however large the event", () => {
    const large = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`f${index}`, 1]));
    expect(shown(null, large)).toHaveLength(500);
  });
});
