import type { Masker } from "@/domain/masking/masker";
import { Refusal } from "@/domain/refusal";
import { rowLength } from "@/domain/rows/row-format";

/** Custom kinds are looked for by an engine that is a hundred times slower than the built-in one. */
export const SEARCH_LIMITS = {
  /** Of one session, all its results together. */
  sessionSecondsMax: 60,
  /** Of one slice of rows or one text, during which no other session goes on. */
  sliceMsMax: 1_500,
  /** Rows are searched in slices of so many bytes, and between two of them others have their turn. */
  sliceBytesTarget: 32 * 1024,
} as const;

/** How long a session has looked for custom kinds; beyond its time it ends, and nothing more is shown. */
export class SearchTime {
  private spentMs = 0;
  private began = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Throws a Refusal when no time is left. */
  readonly check = (): void => {
    const { sessionSecondsMax, sliceMsMax } = SEARCH_LIMITS;
    const sliceMs = this.now() - this.began;
    if (sliceMs > sliceMsMax) {
      const words = `It took longer than ${sliceMsMax} ms to look for the kinds that masking rules define in one part of the result; that part was not delivered.`;
      throw new Refusal("LIMIT.MASKING", words, { sliceMsMax });
    }
    if (this.spentMs + sliceMs > sessionSecondsMax * 1000) {
      const words = `It took longer than ${sessionSecondsMax} s to look for the kinds that masking rules define; the rest was not delivered.`;
      throw new Refusal("LIMIT.MASKING", words, { sessionSecondsMax });
    }
  };

  /** The same masker, with its work timed. */
  timed(masker: Masker): Masker {
    return {
      columns: (columns, result) => masker.columns(columns, result),
      rows: (block) => this.during(() => masker.rows(block)),
      text: (bytes) => this.during(() => masker.text(bytes)),
      report: () => masker.report(),
      free: () => masker.free(),
    };
  }

  private during<T>(work: () => T): T {
    this.began = this.now();
    try {
      return work();
    } finally {
      this.spentMs += this.now() - this.began;
    }
  }
}

/** A block in parts of whole rows, none larger than the target unless it is one row. */
export function* slicesOf(block: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  let start = 0;
  let end = 0;
  while (end < block.byteLength) {
    const next = end + rowLength(view, end);
    if (next - start > SEARCH_LIMITS.sliceBytesTarget && end > start) {
      yield block.subarray(start, end);
      start = end;
    }
    end = next;
  }
  if (end > start) yield block.subarray(start, end);
}
