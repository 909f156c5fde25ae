import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellAt, countRows, encodeRow, indexRows, ROW_HEADER_BYTES } from "./row-format";

type Cell = Uint8Array | null;
const cell = fc.option(fc.uint8Array({ maxLength: 20 }), { nil: null });
const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 10 });

function blockOf(given: readonly (readonly Cell[])[]): Uint8Array {
  return Uint8Array.from(given.flatMap((cells) => [...encodeRow(cells)]));
}

function decode(block: Uint8Array, widths: readonly number[]): Cell[][] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  return [...indexRows(block, widths.length)].map((start, row) =>
    Array.from({ length: widths[row] ?? 0 }, (_, column) => {
      const range = cellAt(view, start, column);
      return range === null ? null : block.slice(range.start, range.end);
    }),
  );
}

function countOr(count: () => number): number | "refused" {
  try {
    return count();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return "refused";
  }
}

describe("a block of rows", () => {
  it("gives back every cell, NULL told apart from empty, at any place in memory", () =>
    fc.assert(
      fc.property(rows, fc.nat({ max: 9 }), (given, offset) => {
        const block = blockOf(given);
        const elsewhere = new Uint8Array(offset + block.byteLength).subarray(offset);
        elsewhere.set(block);
        expect(
          decode(
            elsewhere,
            given.map((cells) => cells.length),
          ),
        ).toEqual(given);
      }),
    ));

  it("cut anywhere but between rows is refused", () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(cell), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (given, cut) => {
          const block = blockOf(given);
          const ends = given.map((_, index) => blockOf(given.slice(0, index + 1)).byteLength);
          const length = cut % block.byteLength;
          fc.pre(length > 0 && !ends.includes(length));
          expect(() => indexRows(block.subarray(0, length), 100)).toThrow(RangeError);
        },
      ),
    ));

  it("with more rows than promised is refused", () =>
    expect(() => indexRows(blockOf([[], []]), 1)).toThrow("more than 1 rows"));

  it("is counted as it is indexed, and refused where that is, whatever its bytes", () =>
    fc.assert(
      fc.property(rows, fc.nat(), fc.option(fc.nat({ max: 255 })), (given, place, byte) => {
        const block = blockOf(given);
        if (byte !== null && block.byteLength > 0) block[place % block.byteLength] = byte;
        expect(countOr(() => countRows(block))).toBe(
          countOr(() => indexRows(block, block.byteLength).length),
        );
      }),
    ));

  it("that does not start with a row is refused", () => {
    const block = blockOf([[null]]);
    block[0] = 0x45;
    expect(() => indexRows(block, 1)).toThrow("no row at byte 0");
  });

  it("whose row claims to be shorter than its own header is refused, so that reading always moves on", () => {
    const block = blockOf([[null]]);
    new DataView(block.buffer).setInt32(1, ROW_HEADER_BYTES - 2);
    expect(() => indexRows(block, 1)).toThrow(RangeError);
  });

  it("answers NULL for a column its row does not have", () => {
    const block = blockOf([[Uint8Array.of(1)]]);
    expect(cellAt(new DataView(block.buffer), 0, 1)).toBeNull();
  });
});
