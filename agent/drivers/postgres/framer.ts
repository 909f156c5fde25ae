import { ROW_HEADER_BYTES, ROW_TAG } from "@/domain/rows/row-format";
import { POSTGRES_LIMITS } from "./limits";

/** What the framer found. Views into what it was given: nothing is copied but what crosses chunks. */
export interface FramerSink {
  /** Whole DataRow messages, one behind another: the row format as it is. */
  rows(block: Uint8Array, rowCount: number): void;
  /** Any other message, without its tag and length. */
  message(tag: number, body: Uint8Array): void;
}

/** The bytes do not follow the protocol, or a message is beyond its bound. */
export class WireProblem extends Error {
  override readonly name = "WireProblem";
  readonly because: "row-too-large" | "message-too-large" | "malformed";
  constructor(because: WireProblem["because"]) {
    super(because);
    this.because = because;
  }
}

const HEADER_BYTES = 5;

/**
 * Cuts a stream of bytes into PostgreSQL's messages: one type byte, a length that counts itself, the
 * body. Runs of rows within one chunk are handed on together, so that a row costs a few instructions.
 */
export class Framer {
  /** Cells that every row must have; rows are refused while it is null. */
  cells: number | null = null;
  private readonly sink: FramerSink;
  /** The message that a chunk ended within: its bytes so far, and how many it needs (0: unknown). */
  private parts: Uint8Array[] = [];
  private partBytes = 0;
  private wanted = 0;

  constructor(sink: FramerSink) {
    this.sink = sink;
  }

  /** Nothing is left over: the last byte that came ended a message. */
  get empty(): boolean {
    return this.partBytes === 0;
  }

  push(chunk: Uint8Array): void {
    let rest = chunk;
    while (this.partBytes > 0 && rest.byteLength > 0) rest = this.complete(rest);
    if (rest.byteLength > 0) this.scan(rest);
  }

  /** Adds to the message that is under way; answers what is left of the chunk. */
  private complete(chunk: Uint8Array): Uint8Array {
    const missing = (this.wanted === 0 ? HEADER_BYTES : this.wanted) - this.partBytes;
    const taken = chunk.subarray(0, missing);
    this.parts.push(taken);
    this.partBytes += taken.byteLength;
    if (this.wanted === 0 && this.partBytes === HEADER_BYTES) {
      const header = this.joined();
      this.parts = [header];
      this.wanted = messageLength(header, 0);
    }
    if (this.partBytes === this.wanted) {
      const whole = this.joined();
      this.parts = [];
      this.partBytes = 0;
      this.wanted = 0;
      this.scan(whole);
    }
    return chunk.subarray(taken.byteLength);
  }

  private joined(): Uint8Array {
    const whole = new Uint8Array(this.partBytes);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.byteLength;
    }
    return whole;
  }

  /** Messages that lie whole in the chunk; the last one may be cut and is kept. */
  private scan(chunk: Uint8Array): void {
    let at = 0;
    let rowsFrom = 0;
    let rowCount = 0;
    const flushRows = () => {
      if (rowCount > 0) this.sink.rows(chunk.subarray(rowsFrom, at), rowCount);
      rowCount = 0;
    };
    try {
      while (at + HEADER_BYTES <= chunk.byteLength) {
        const length = messageLength(chunk, at);
        if (at + length > chunk.byteLength) break;
        if (chunk[at] === ROW_TAG) {
          this.checkRow(chunk, at, length);
          if (rowCount === 0) rowsFrom = at;
          rowCount += 1;
        } else {
          flushRows();
          this.sink.message(chunk[at] ?? 0, chunk.subarray(at + HEADER_BYTES, at + length));
        }
        at += length;
      }
    } finally {
      flushRows(); // Rows before a bad message are good ones.
    }
    if (at < chunk.byteLength) this.keep(chunk.subarray(at));
  }

  private checkRow(chunk: Uint8Array, at: number, length: number): void {
    if (length < ROW_HEADER_BYTES) throw new WireProblem("malformed");
    const cells = ((chunk[at + 5] ?? 0) << 8) | (chunk[at + 6] ?? 0);
    if (cells !== this.cells) throw new WireProblem("malformed");
  }

  private keep(rest: Uint8Array): void {
    this.wanted = rest.byteLength >= HEADER_BYTES ? messageLength(rest, 0) : 0;
    this.parts = [rest];
    this.partBytes = rest.byteLength;
  }
}

/** Bytes of the whole message that starts at `at`. Its header must be there. */
function messageLength(bytes: Uint8Array, at: number): number {
  const length =
    ((bytes[at + 1] ?? 0) << 24) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 8) |
    (bytes[at + 4] ?? 0);
  if (length < 4) throw new WireProblem("malformed"); // Negative ones claim 2 GB and more.
  if (length > POSTGRES_LIMITS.messageBytesMax) {
    throw new WireProblem(bytes[at] === ROW_TAG ? "row-too-large" : "message-too-large");
  }
  return 1 + length;
}
