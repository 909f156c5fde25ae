import { type CellRange, cellAt, indexRows } from "@/domain/rows/row-format";

interface Block {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly offsets: Uint32Array;
  readonly firstRow: number;
  /** When its rows arrived, in milliseconds of the session's own clock. */
  readonly atMs: number;
}

/** A cell's bytes: a view into the block they arrived in, or `null` for NULL. */
export type CellBytes = Uint8Array | null;

/**
 * The rows of one result as they came: blocks of whole rows that are only indexed, never turned into
 * values. Grows at its end and never changes otherwise, so a row once read may be kept by its number.
 */
export class RowBlocks {
  readonly #blocks: Block[] = [];
  #rowCount = 0;
  #byteCount = 0;
  #latest: Block | undefined;

  get rowCount(): number {
    return this.#rowCount;
  }

  get byteCount(): number {
    return this.#byteCount;
  }

  /** Adds one block of exactly `rows` rows. Throws a RangeError when it is anything else. */
  append(bytes: Uint8Array, rows: number, atMs: number): void {
    const offsets = indexRows(bytes, rows);
    if (offsets.length !== rows) throw new RangeError(`${offsets.length} rows instead of ${rows}`);
    if (rows === 0) return;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#blocks.push({ bytes, view, offsets, firstRow: this.#rowCount, atMs });
    this.#rowCount += rows;
    this.#byteCount += bytes.byteLength;
  }

  /** The bytes of a cell; `null` for NULL, and for a cell that is not there. */
  cell(row: number, column: number): CellBytes {
    const block = this.#blockOf(row);
    const start = block?.offsets[row - block.firstRow];
    if (block === undefined || start === undefined) return null;
    const range: CellRange | null = cellAt(block.view, start, column);
    return range === null ? null : block.bytes.subarray(range.start, range.end);
  }

  /** How many rows had arrived at an instant. */
  rowsAt(ms: number): number {
    const after = firstIndex(this.#blocks.length, (index) => (this.#blocks[index]?.atMs ?? 0) > ms);
    return this.#blocks[after]?.firstRow ?? this.#rowCount;
  }

  /** Instants at which rows arrived, in order. */
  arrivals(): number[] {
    return this.#blocks.map((block) => block.atMs);
  }

  #blockOf(row: number): Block | undefined {
    if (row < 0 || row >= this.#rowCount) return undefined;
    const latest = this.#latest;
    // Neighbours are read together: the block of the last cell is nearly always the block of this one.
    if (latest !== undefined && row >= latest.firstRow) {
      if (row < latest.firstRow + latest.offsets.length) return latest;
    }
    const after = firstIndex(this.#blocks.length, (at) => (this.#blocks[at]?.firstRow ?? 0) > row);
    this.#latest = this.#blocks[after - 1];
    return this.#latest;
  }
}

/** The first index below `count` for which a monotone test holds; `count` when there is none. */
function firstIndex(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
