/**
 * The one row format: PostgreSQL's DataRow message, whatever the engine.
 *
 *   u8 'D' · i32 length (itself included, the 'D' not) · u16 cells · per cell: i32 length or -1 for NULL, bytes
 *
 * Integers are big endian. Text cells are the engine's own text output, so every type stays exact.
 * Source: PostgreSQL 18, "Message Formats", DataRow. A block is any number of whole rows.
 */
export const ROW_TAG = 0x44;
export const ROW_HEADER_BYTES = 7;
const NULL_LENGTH = -1;

/** Where a cell lies in its block; `null` is a NULL, an empty range is an empty string. */
export interface CellRange {
  readonly start: number;
  readonly end: number;
}

/** Byte offsets of the rows in a block. Throws a RangeError when the block is not whole rows. */
export function indexRows(block: Uint8Array, rowsMax: number): Uint32Array {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const offsets = new Uint32Array(rowsMax);
  let at = 0;
  let count = 0;
  while (at < block.byteLength) {
    if (count === rowsMax) throw new RangeError(`more than ${rowsMax} rows in the block`);
    offsets[count] = at;
    count += 1;
    at += rowLength(view, at);
  }
  return offsets.subarray(0, count);
}

/** How many rows a block is. Throws a RangeError when it is not whole rows. Reads bytes: a view costs four times as much. */
export function countRows(block: Uint8Array): number {
  const end = block.byteLength;
  let count = 0;
  let at = 0;
  while (at < end) {
    const length = 1 + rowLengthField(block, at);
    if (block[at] !== ROW_TAG || length < ROW_HEADER_BYTES || at + length > end) {
      throw new RangeError(`no whole row at byte ${at}`);
    }
    at += length;
    count += 1;
  }
  return count;
}

/** Past the end of the block it reads zeros, which is too short for any row. */
function rowLengthField(block: Uint8Array, at: number): number {
  return (
    ((block[at + 1] ?? 0) << 24) |
    ((block[at + 2] ?? 0) << 16) |
    ((block[at + 3] ?? 0) << 8) |
    (block[at + 4] ?? 0)
  );
}

/** Bytes of the row that starts at `at`. */
export function rowLength(view: DataView, at: number): number {
  if (at + ROW_HEADER_BYTES > view.byteLength || view.getUint8(at) !== ROW_TAG) {
    throw new RangeError(`no row at byte ${at}`);
  }
  const length = 1 + view.getInt32(at + 1);
  if (length < ROW_HEADER_BYTES || at + length > view.byteLength) {
    throw new RangeError(`a row at byte ${at} does not fit its block`);
  }
  return length;
}

/** The range of one cell, `null` for NULL or a cell the row does not have. */
export function cellAt(view: DataView, rowStart: number, column: number): CellRange | null {
  const cells = view.getUint16(rowStart + 5);
  if (column >= cells) return null;
  let at = rowStart + ROW_HEADER_BYTES;
  for (let index = 0; index < column; index += 1) {
    at += 4 + Math.max(0, view.getInt32(at));
  }
  const length = view.getInt32(at);
  return length === NULL_LENGTH ? null : { start: at + 4, end: at + 4 + length };
}

/** Encodes one row. For drivers whose engine does not speak this format, and for tests. */
export function encodeRow(cells: readonly (Uint8Array | null)[]): Uint8Array {
  const body = cells.reduce((sum, cell) => sum + 4 + (cell?.byteLength ?? 0), 0);
  const row = new Uint8Array(ROW_HEADER_BYTES + body);
  const view = new DataView(row.buffer);
  view.setUint8(0, ROW_TAG);
  view.setInt32(1, row.byteLength - 1);
  view.setUint16(5, cells.length);
  let at = ROW_HEADER_BYTES;
  for (const cell of cells) {
    view.setInt32(at, cell === null ? NULL_LENGTH : cell.byteLength);
    at += 4;
    if (cell !== null) row.set(cell, at);
    at += cell?.byteLength ?? 0;
  }
  return row;
}
