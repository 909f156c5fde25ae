import { cellAt, encodeRow, indexRows } from "../rows/row-format";
import type { ColumnPlan, MaskedBlock } from "./masker";
import type { AnyKind, MaskKind } from "./masking-rule";
import { type Replacing, replaceValue } from "./replacements/replace-value";
import { findSpans } from "./scan-spec";

/** Called for each value replaced. Column -1: text outside cells. */
export type CountMasked = (column: number, kind: AnyKind) => void;

/** What is looked for, and what stands in its place; nothing said: placeholders. */
export interface TextPlan {
  readonly kinds: readonly MaskKind[];
  readonly replacing?: Replacing | undefined;
}

const BACKSLASH = 0x5c;
const REDACTING: Replacing = { replacements: {}, digest: null };

/** The text with something in place of each value found: the specification of `Masker.text`. */
export function maskText(
  text: Uint8Array,
  { kinds, replacing = REDACTING }: TextPlan,
  count: (kind: MaskKind) => void,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const span of findSpans(text, kinds)) {
    const { kind, start, end } = span;
    const value = { kind, bytes: text.subarray(start, end), place: "text" as const };
    const shown = replaceValue(
      { ...value, backslashes: backslashesBefore(text, start) },
      replacing,
    );
    if (shown !== null) parts.push(text.subarray(at, start), shown);
    count(kind);
    at = span.end;
  }
  return join([...parts, text.subarray(at)]);
}

function backslashesBefore(text: Uint8Array, at: number): number {
  let before = at;
  while (text[before - 1] === BACKSLASH) before -= 1;
  return at - before;
}

/** How one result is masked. */
export interface RowsPlan extends TextPlan {
  readonly plans: readonly ColumnPlan[];
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

function maskRow(row: Uint8Array, plan: RowsPlan): Uint8Array {
  const { plans, count, replacing = REDACTING } = plan;
  const cells = cellsOf(row, plans.length);
  return encodeRow(
    plans.map((of, column) => {
      const cell = cells[column] ?? null;
      if (cell === null || of.kind === "pass") return cell;
      if (of.kind === "scan") return maskText(cell, plan, (kind) => count(column, kind));
      count(column, of.as);
      const place = of.isStored === true ? "stored" : "made";
      const value = { kind: of.as, bytes: cell, place, backslashes: 0 } as const;
      return replaceValue(value, replacing);
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
