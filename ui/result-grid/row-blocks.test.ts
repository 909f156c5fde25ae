import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeRow } from "@/domain/rows/row-format";
import { RowBlocks } from "./row-blocks";

type Cells = (Uint8Array | null)[];

function blockOf(rows: readonly Cells[]): Uint8Array {
  const encoded = rows.map(encodeRow);
  const bytes = new Uint8Array(encoded.reduce((sum, row) => sum + row.byteLength, 0));
  let at = 0;
  for (const row of encoded) {
    bytes.set(row, at);
    at += row.byteLength;
  }
  return bytes;
}

const cell = fc.option(fc.uint8Array({ maxLength: 20 }), { nil: null });
const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
const blocks = fc.array(rows, { maxLength: 8 });

function filled(given: readonly (readonly Cells[])[]): RowBlocks {
  const kept = new RowBlocks();
  given.forEach((block, index) => {
    kept.append(blockOf(block), block.length, index * 10);
  });
  return kept;
}

describe("the rows of a result", () => {
  it("are read back byte for byte, in any order, whatever blocks they came in", () => {
    fc.assert(
      fc.property(blocks, fc.infiniteStream(fc.nat()), (given, picks) => {
        const kept = filled(given);
        const all = given.flat();
        expect(kept.rowCount).toBe(all.length);
        for (const pick of picks.take(20)) {
          const row = pick % Math.max(1, all.length);
          for (const [column, bytes] of (all[row] ?? []).entries()) {
            expect(kept.cell(row, column)).toEqual(bytes);
          }
        }
      }),
    );
  });

  it("had arrived at an instant exactly when their block had", () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: -5, max: 100 }), (given, ms) => {
        const arrived = given.filter((_, index) => index * 10 <= ms).flat().length;
        expect(filled(given).rowsAt(ms)).toBe(arrived);
      }),
    );
  });

  it("tell NULL from the empty string", () => {
    const kept = filled([[[null, new Uint8Array(0)]]]);
    expect(kept.cell(0, 0)).toBe(null);
    expect(kept.cell(0, 1)).toEqual(new Uint8Array(0));
  });

  it("answer nothing for a row or a cell that is not there", () => {
    const kept = filled([[[new Uint8Array([1])]]]);
    expect([kept.cell(-1, 0), kept.cell(1, 0), kept.cell(0, 1)]).toEqual([null, null, null]);
  });

  it("refuse a block that does not hold the rows its header says", () => {
    const block = blockOf([[null], [null]]);
    expect(() => new RowBlocks().append(block, 1, 0)).toThrow(RangeError);
    expect(() => new RowBlocks().append(block, 3, 0)).toThrow(RangeError);
    expect(() => new RowBlocks().append(block.subarray(0, 9), 2, 0)).toThrow(RangeError);
  });
});
