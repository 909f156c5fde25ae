import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "./read-csv";

const read = (text: string) => readCsv(text, { rowsMax: 5, columnsMax: 3 });
const quoted = (cells: readonly string[]) =>
  `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`;

describe("reading CSV", () => {
  it.each([
    [
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r\n1,",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    ['"a ""b""","c\nd"', [['a "b"', "c\nd"]]],
    ["\n\na\n\n", [["a"]]],
    ['a\n""\nb', [["a"], [""], ["b"]]],
    ["", []],
  ])("of %j", (text, rows) => expect(read(text)).toEqual({ kind: "rows", rows }));

  it.each([
    ["a,b\n1", "Line 2 has 1 cells, the first has 2."],
    ['a"b', "Line 1 has a quote where none can stand."],
    ['a\n"b', "Line 2 has a quote where none can stand."],
    ["a,b,c,d", "More than 3 columns."],
    ["1\n2\n3\n4\n5\n6", "More than 5 lines."],
  ])("of %j says what is wrong", (text, because) =>
    expect(read(text)).toEqual({ kind: "fault", because }),
  );

  it("gives back every table that was written with quotes", () =>
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 3 })
          .chain((width) =>
            fc.array(
              fc.array(fc.string({ unit: "binary" }), { minLength: width, maxLength: width }),
              { maxLength: 5 },
            ),
          ),
        (rows) => {
          expect(read(rows.map(quoted).join(""))).toEqual({ kind: "rows", rows });
        },
      ),
    ));

  it("ends with rows or a fault for any text", () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r") }), (text) => {
        expect(["rows", "fault"]).toContain(read(text).kind);
      }),
    ));
});
