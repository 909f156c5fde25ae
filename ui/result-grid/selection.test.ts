import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  moveBy,
  pointedAt,
  rectangleOf,
  type Selection,
  selectionAt,
  tsvOf,
  wishOf,
} from "./selection";

const extent = { rows: 100, columns: 5, pageRows: 10 };
const middle = selectionAt({ row: 50, column: 2 });
const keys = [
  ...["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
  ...["PageUp", "PageDown", "Home", "End"],
];

function press(selection: Selection, key: string, held: { shift?: boolean; jump?: boolean } = {}) {
  return moveBy(selection, { key, shift: held.shift ?? false, jump: held.jump ?? false }, extent);
}
const active = (key: string, jump = false) => {
  const moved = press(middle, key, { jump })?.active;
  return moved === undefined ? null : [moved.row, moved.column];
};

describe("the keys of the grid", () => {
  it("move by a cell", () => {
    expect([active("ArrowUp"), active("ArrowDown")]).toEqual([
      [49, 2],
      [51, 2],
    ]);
    expect([active("ArrowLeft"), active("ArrowRight")]).toEqual([
      [50, 1],
      [50, 3],
    ]);
  });
  it("move by a page", () => {
    expect([active("PageUp"), active("PageDown")]).toEqual([
      [40, 2],
      [60, 2],
    ]);
  });
  it("move to the ends of the row, and with Ctrl to the ends of everything", () => {
    expect([active("Home"), active("End")]).toEqual([
      [50, 0],
      [50, 4],
    ]);
    expect([active("Home", true), active("End", true)]).toEqual([
      [0, 0],
      [99, 4],
    ]);
    expect([active("ArrowUp", true), active("ArrowDown", true)]).toEqual([
      [0, 2],
      [99, 2],
    ]);
  });
  it("leave every other key to the page", () => expect(active("Tab")).toBe(null));

  it("never lead out of the grid, and only Shift keeps the anchor", () => {
    const stroke = fc.record({
      key: fc.constantFrom(...keys),
      shift: fc.boolean(),
      jump: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 30 }), (strokes) => {
        let selection = middle;
        for (const { key, shift, jump } of strokes) {
          const moved = press(selection, key, { shift, jump }) ?? selection;
          expect(moved.anchor).toEqual(shift ? selection.anchor : moved.active);
          selection = moved;
        }
        const { row, column } = selection.active;
        expect(row >= 0 && row < 100 && column >= 0 && column < 5).toBe(true);
      }),
    );
  });
});

describe("the first key in a grid", () => {
  const pressed = (key: string, jump = false) => ({ key, jump, shift: false });

  it("begins at the first cell", () => {
    expect(wishOf(null, pressed("ArrowDown"), extent)).toMatchObject({
      selection: { active: { row: 0, column: 0 } },
    });
  });
  it("opens the first cell when it is Enter, and selects everything when it is Ctrl+A", () => {
    expect(wishOf(null, pressed("Enter"), extent)).toEqual({
      kind: "open",
      place: { row: 0, column: 0 },
    });
    expect(wishOf(null, pressed("a", true), extent)).toMatchObject({
      selection: { anchor: { row: 0, column: 0 }, active: { row: 99, column: 4 } },
      show: false,
    });
  });
  it("does nothing when there are no rows", () => {
    expect(wishOf(null, pressed("ArrowDown"), { ...extent, rows: 0 })).toBe(null);
  });
});

describe("pointing", () => {
  const how = { extend: false, columns: 5 };
  it("at a cell selects it, and with Shift all cells up to it", () => {
    const place = { row: 3, column: 1 };
    expect(pointedAt(middle, place, how)).toEqual(selectionAt(place));
    expect(pointedAt(middle, place, { ...how, extend: true })).toEqual({
      anchor: middle.anchor,
      active: place,
    });
  });
  it("at a row's number selects the row, and with Shift all rows up to it", () => {
    const number = { row: 3, column: -1 };
    expect(rectangleOf(pointedAt(middle, number, how))).toEqual({
      top: 3,
      bottom: 3,
      left: 0,
      right: 4,
    });
    expect(rectangleOf(pointedAt(middle, number, { ...how, extend: true }))).toEqual({
      ...{ top: 3, bottom: 50, left: 0, right: 4 },
    });
  });
});

describe("copying", () => {
  const text = ({ row, column }: { row: number; column: number }) => `${row}/${column}`;

  it("takes the rectangle between anchor and active cell, whichever way it was drawn", () => {
    const drawn = { anchor: { row: 2, column: 1 }, active: { row: 1, column: 0 } };
    expect(tsvOf(rectangleOf(drawn), text).text).toBe("1/0\t1/1\n2/0\t2/1");
  });

  it("quotes what would break a line or a column, but leaves a single cell as it is", () => {
    const two = { top: 0, bottom: 0, left: 0, right: 1 };
    expect(tsvOf(two, () => 'a\t"b"').text).toBe('"a\t""b"""\t"a\t""b"""');
    expect(tsvOf({ ...two, right: 0 }, () => 'a\t"b"').text).toBe('a\t"b"');
  });

  it("says how many rows were too many", () => {
    const copied = tsvOf({ top: 0, bottom: 999_999, left: 0, right: 19 }, () => "");
    expect([copied.rows, copied.left]).toEqual([10_000, 990_000]);
  });
});
