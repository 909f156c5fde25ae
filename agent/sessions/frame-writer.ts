import type { MaskedBlock } from "@/domain/masking/masker";
import { FRAME_HEADER_BYTES, type FrameKind, writeFrameHeader } from "@/protocol/frame";
import { LINK_LIMITS } from "@/protocol/version";
import type { Outbox } from "./outbox";

const EMPTY = new Uint8Array();
/** What a block may exceed the target size by before a frame is sent without it. */
const SLACK_BYTES = 64 * 1024;

/**
 * Turns masked blocks and payloads into frames. The first rows of a result leave at once; later ones
 * are collected to a good size, but never longer than a moment.
 */
export class FrameWriter {
  /** Rows and their bytes put into frames so far. */
  rowsWritten = 0;
  bytesWritten = 0;
  private readonly outbox: Outbox;
  private readonly stamp: Uint8Array;
  private result = 0;
  private firstOfResult = true;
  private pending: Uint8Array = EMPTY;
  private pendingBytes = 0;
  private pendingRows = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(outbox: Outbox, stamp: Uint8Array) {
    this.outbox = outbox;
    this.stamp = stamp;
  }

  /** Copies the block: it is a view into memory of the masker. */
  rows(block: MaskedBlock): void {
    const needed = FRAME_HEADER_BYTES + this.pendingBytes + block.bytes.byteLength;
    if (this.pendingRows > 0 && needed > this.pending.byteLength) this.flush();
    if (this.pendingRows === 0) this.begin(block.bytes.byteLength);
    this.pending.set(block.bytes, FRAME_HEADER_BYTES + this.pendingBytes);
    this.pendingBytes += block.bytes.byteLength;
    this.pendingRows += block.rowCount;
    const enough = this.pendingBytes >= LINK_LIMITS.frameBytesTarget;
    if (this.firstOfResult || enough) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), LINK_LIMITS.frameDelayMsMax);
    this.firstOfResult = false;
  }

  json(kind: Exclude<FrameKind, "rows" | "input">, payload: object): void {
    this.flush();
    const bytes = new TextEncoder().encode(JSON.stringify(payload));
    const frame = new Uint8Array(FRAME_HEADER_BYTES + bytes.byteLength);
    frame.set(bytes, FRAME_HEADER_BYTES);
    this.write(frame, kind, 0);
  }

  /** The result is over; later frames belong to the next one. */
  nextResult(): void {
    this.result += 1;
    this.firstOfResult = true;
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.pendingRows === 0) return;
    const frame = this.pending.subarray(0, FRAME_HEADER_BYTES + this.pendingBytes);
    const rows = this.pendingRows;
    this.rowsWritten += rows;
    this.bytesWritten += this.pendingBytes;
    this.pending = EMPTY;
    this.pendingBytes = 0;
    this.pendingRows = 0;
    this.write(frame, "rows", rows);
  }

  /** Nothing that was collected and not sent may leave any more. */
  drop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.pendingRows = 0;
    this.pendingBytes = 0;
    this.pending = EMPTY;
  }

  private begin(blockBytes: number): void {
    const usual = this.firstOfResult ? blockBytes : LINK_LIMITS.frameBytesTarget + SLACK_BYTES;
    // Not zeroed: every byte that is sent is written first.
    this.pending = Buffer.allocUnsafeSlow(FRAME_HEADER_BYTES + Math.max(usual, blockBytes));
  }

  private write(frame: Uint8Array, kind: FrameKind, rows: number): void {
    writeFrameHeader(frame, {
      ...{ kind, direction: "from-target", format: kind === "rows" ? "rows" : "json" },
      ...{ sequence: this.outbox.next, result: this.result, rows, stamp: this.stamp },
    });
    this.outbox.add(frame);
  }
}
