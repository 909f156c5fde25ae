import type { MaskedBlock } from "@/domain/masking/masker";
import { Refusal } from "@/domain/refusal";
import { FRAME_HEADER_BYTES, type FrameKind, writeFrameHeader } from "@/protocol/frame";
import { roomBefore } from "@/protocol/room";
import { LINK_LIMITS } from "@/protocol/version";
import type { Outbox } from "./outbox";

const EMPTY = new Uint8Array();
/** What a block may exceed the target size by before a frame is sent without it. */
const SLACK_BYTES = 64 * 1024;
/** Rows that came in one piece may have grown by masking; what is larger would end the link. */
const BLOCK_BYTES_MAX = LINK_LIMITS.messageBytesMax - 64 * 1024;
/** In front of a frame of rows, for what the link says before it. */
const ROOM_BYTES = 256;
/** Where a frame's payload begins in its memory. */
const PAYLOAD_AT = ROOM_BYTES + FRAME_HEADER_BYTES;
/** Memory of a frame of the usual size. */
const USUAL_BYTES = PAYLOAD_AT + LINK_LIMITS.frameBytesTarget + SLACK_BYTES;

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
  /** Memory of frames that the gateway has: a large result goes round in a few of them. */
  private readonly spare: ArrayBuffer[] = [];

  constructor(outbox: Outbox, stamp: Uint8Array) {
    this.outbox = outbox;
    this.stamp = stamp;
    outbox.onReceived = ({ buffer }) => {
      if (buffer.byteLength === USUAL_BYTES && buffer instanceof ArrayBuffer)
        this.spare.push(buffer);
    };
  }

  /** Copies the block: it is a view into memory of the masker. Throws a Refusal when no message takes it. */
  rows(block: MaskedBlock): void {
    if (block.bytes.byteLength > BLOCK_BYTES_MAX) {
      const words = `A row has more than ${BLOCK_BYTES_MAX} bytes once it is masked.`;
      throw new Refusal("LIMIT.ROW", words, { rowBytesMax: BLOCK_BYTES_MAX });
    }
    const needed = PAYLOAD_AT + this.pendingBytes + block.bytes.byteLength;
    if (this.pendingRows > 0 && needed > this.pending.byteLength) this.flush();
    if (this.pendingRows === 0) this.begin(block.bytes.byteLength);
    this.pending.set(block.bytes, PAYLOAD_AT + this.pendingBytes);
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
    const frame = this.pending.subarray(ROOM_BYTES, PAYLOAD_AT + this.pendingBytes);
    const rows = this.pendingRows;
    this.rowsWritten += rows;
    this.bytesWritten += this.pendingBytes;
    this.pending = EMPTY;
    this.pendingBytes = 0;
    this.pendingRows = 0;
    this.write(roomBefore(frame), "rows", rows);
  }

  /** Nothing that was collected and not sent may leave any more. */
  drop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.pendingRows = 0;
    this.pendingBytes = 0;
    this.pending = EMPTY;
  }

  /** After the last frame: what is kept for a gateway that may want it again is the frames alone. */
  close(): void {
    this.outbox.onReceived = () => {
      // Nothing is written any more.
    };
    this.spare.length = 0;
  }

  private begin(blockBytes: number): void {
    const usual = this.firstOfResult ? PAYLOAD_AT + blockBytes : USUAL_BYTES;
    const needed = Math.max(usual, PAYLOAD_AT + blockBytes);
    const spare = needed === USUAL_BYTES ? this.spare.pop() : undefined;
    // Neither is zeroed: every byte that is sent is written first.
    this.pending = new Uint8Array(spare ?? Buffer.allocUnsafeSlow(needed).buffer);
  }

  private write(frame: Uint8Array, kind: FrameKind, rows: number): void {
    writeFrameHeader(frame, {
      ...{ kind, direction: "from-target", format: kind === "rows" ? "rows" : "json" },
      ...{ sequence: this.outbox.next, result: this.result, rows, stamp: this.stamp },
    });
    this.outbox.add(frame);
  }
}
