import { cellLimits, type Preview, previewOf } from "./cell-text";
import type { RowBlocks } from "./row-blocks";

/** One column of a result as the grid shows it. */
export interface GridColumn {
  readonly name: string;
  readonly type: string;
  readonly numeric: boolean;
  /** `pass`: as it is. `scan`: values in it may be replaced. Anything else: replaced whole, as that. */
  readonly masked: string;
}

export const gridSizes = {
  rowPx: 28,
  headerPx: 44,
  columnPxMin: 48,
  columnPxMax: 2_000,
  /** A column is not made wider than this by itself; people can. */
  guessPxMax: 340,
} as const;

const MONO_CHARACTER_PX = 7.25;
const TYPE_CHARACTER_PX = 6.6;
const PADDING_PX = 26;
const BADGE_PX = 26;
const SAMPLE_ROWS_MAX = 60;
/** Of all columns together: a result may have more than a thousand. */
const SAMPLE_CELLS_MAX = 3_000;

/** True where every value is replaced. */
export function isMaskedWhole(column: GridColumn): boolean {
  return column.masked !== "pass" && column.masked !== "scan";
}

/** A width at which the name, the type and the first values can be read. */
export function guessWidth(
  columns: readonly GridColumn[],
  index: number,
  blocks: RowBlocks,
): number {
  const column = columns[index];
  if (column === undefined) return gridSizes.columnPxMin;
  let characters = column.name.length;
  const sampled = Math.ceil(Math.min(SAMPLE_ROWS_MAX, SAMPLE_CELLS_MAX / columns.length));
  const rows = Math.min(blocks.rowCount, sampled);
  for (let row = 0; row < rows; row += 1) {
    const bytes = blocks.cell(row, index);
    const length = bytes === null ? 4 : sampledLength(bytes);
    characters = Math.max(characters, length);
  }
  const badge = isMaskedWhole(column) ? BADGE_PX + column.masked.length * TYPE_CHARACTER_PX : 0;
  const head = column.type.length * TYPE_CHARACTER_PX + badge;
  const wanted = Math.max(characters * MONO_CHARACTER_PX, head) + PADDING_PX;
  return Math.round(Math.min(Math.max(wanted, gridSizes.columnPxMin), gridSizes.guessPxMax));
}

const onlyAscii = /^[\x20-\x7e]*$/;

/**
 * True where a text cannot be wider than its cell, so that the browser need not clip it: a clip for
 * each of some hundred cells is most of the cost of painting them. Other scripts may be wider than a
 * monospaced letter; they are clipped.
 */
export function isSurelyWithin(shown: Preview | null, widthPx: number): boolean {
  const room = widthPx - PADDING_PX;
  const { text, cut } = shown ?? { text: "NULL", cut: false };
  return !cut && text.length * MONO_CHARACTER_PX <= room && onlyAscii.test(text);
}

function sampledLength(bytes: Uint8Array): number {
  return bytes.byteLength > cellLimits.previewCharsMax
    ? cellLimits.previewCharsMax
    : previewOf(bytes).text.length;
}

/** Room for the row numbers: as wide as the largest needs. */
export function numbersWidth(rowCount: number): number {
  const largest = Math.max(rowCount, 99).toLocaleString("en-US");
  return Math.round(largest.length * TYPE_CHARACTER_PX + 20);
}
