import { cellAt, encodeRow, indexRows } from "../rows/row-format";
import type { ColumnPlan, MaskedBlock } from "./masker";
import { type MaskKind, placeholderOf } from "./masking-rule";
import { findSpans } from "./scan-spec";

/** Called for each value replaced. Column -1: text outside cells. */
export type CountMasked = (column: number, kind: MaskKind) => void;

const encoder = new TextEncoder();

/** The text with a placeholder in place of each value found: the specification of `Masker.text`. */
export function maskText(
  text: Uint8Array,
  kinds: readonly MaskKind[],
  count: (kind: MaskKind) => void,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const span of findSpans(text, kinds)) {
    parts.push(text.subarray(at, span.start), encoder.encode(placeholderOf(span.kind)));
    count(span.kind);
    at = span.end;
  }
  return join([...parts, text.subarray(at)]);
}

/** How one result is masked. */
export interface RowsPlan {
  readonly plans: readonly ColumnPlan[];
  readonly kinds: readonly MaskKind[];
  readonly count: CountMasked;
}

/** The specification of `Masker.rows`. Throws a RangeError unless the block is whole rows with one cell a column. */
export function maskRows(block: Uint8Array, plan: RowsPlan): MaskedBlock {
  const offsets = indexRows(block, Math.ceil(block.byteLength / 7));
  const rows = [...offsets].map((start, index) =>
    maskRow(block.subarray(start, offsets[index + 1] ?? block.byteLength), plan),
  );
  return { bytes: join(rows), rowCount: rows.length };
}

function maskRow(row: Uint8Array, { plans, kinds, count }: RowsPlan): Uint8Array {
  const cells = cellsOf(row, plans.length);
  return encodeRow(
    plans.map((plan, column) => {
      const cell = cells[column] ?? null;
      if (cell === null || plan.kind === "pass") return cell;
      if (plan.kind === "scan") return maskText(cell, kinds, (kind) => count(column, kind));
      count(column, plan.as);
      return encoder.encode(placeholderOf(plan.as));
    }),
  );
}

function cellsOf(row: Uint8Array, columns: number): readonly (Uint8Array | null)[] {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  if (view.getUint16(5) !== columns) throw new RangeError(`a row without its ${columns} cells`);
  let end = 7;
  const cells = Array.from({ length: columns }, (_, column) => {
    if (end + 4 > row.byteLength) throw new RangeError(`a row ends before its cell ${column}`);
    const length = view.getInt32(end);
    end += 4 + Math.max(0, length);
    if (length < -1 || end > row.byteLength)
      throw new RangeError(`cell ${column} is not in its row`);
    const range = cellAt(view, 0, column);
    return range === null ? null : row.subarray(range.start, range.end);
  });
  if (end !== row.byteLength) throw new RangeError("a row is longer than its cells");
  return cells;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
