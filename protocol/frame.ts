import { ProtocolProblem } from "./problem";

/**
 * A frame: the unit that an agent sends, the gateway records and a browser reads. 24 bytes of header,
 * big endian, then the payload:
 *
 *   u8 version · u8 kind · u8 direction · u8 format · u32 sequence · u32 result · u32 rows · 8 bytes stamp
 *
 * `sequence` counts the agent's frames of one session from 0; `result` counts the results of one
 * session from 0. The stamp says with which masking rules the payload was masked (`stampOf`).
 */
const FRAME_VERSION = 1;
export const FRAME_HEADER_BYTES = 24;
export const STAMP_BYTES = 8;

const KINDS = [
  "input",
  "columns",
  "rows",
  "notice",
  "complete",
  "failure",
  "event",
  "end",
] as const;
export type FrameKind = (typeof KINDS)[number];
const DIRECTIONS = ["to-target", "from-target"] as const;
export type FrameDirection = (typeof DIRECTIONS)[number];
/** `json`: UTF-8 of the payload schema of the kind (`protocol/payloads.ts`). `rows`: the row format. */
const FORMATS = ["json", "rows"] as const;
export type FrameFormat = (typeof FORMATS)[number];

export interface FrameHeader {
  readonly kind: FrameKind;
  readonly direction: FrameDirection;
  readonly format: FrameFormat;
  readonly sequence: number;
  readonly result: number;
  readonly rows: number;
  readonly stamp: Uint8Array;
}

export interface Frame extends FrameHeader {
  readonly payload: Uint8Array;
}

export const NO_STAMP = new Uint8Array(STAMP_BYTES);

/** Writes the header into the first 24 bytes of `into`; the caller has put the payload behind it. */
export function writeFrameHeader(into: Uint8Array, header: FrameHeader): void {
  const view = new DataView(into.buffer, into.byteOffset, into.byteLength);
  view.setUint8(0, FRAME_VERSION);
  view.setUint8(1, KINDS.indexOf(header.kind));
  view.setUint8(2, DIRECTIONS.indexOf(header.direction));
  view.setUint8(3, FORMATS.indexOf(header.format));
  view.setUint32(4, header.sequence);
  view.setUint32(8, header.result);
  view.setUint32(12, header.rows);
  into.set(header.stamp, 16);
}

export function encodeFrame(frame: Frame): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEADER_BYTES + frame.payload.byteLength);
  writeFrameHeader(bytes, frame);
  bytes.set(frame.payload, FRAME_HEADER_BYTES);
  return bytes;
}

/** Reads a frame without copying: the payload is a view. Throws a ProtocolProblem on anything malformed. */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.byteLength < FRAME_HEADER_BYTES)
    throw new ProtocolProblem("a frame shorter than its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== FRAME_VERSION)
    throw new ProtocolProblem(`frame version ${view.getUint8(0)}`);
  return {
    kind: pick(KINDS, view.getUint8(1), "kind"),
    direction: pick(DIRECTIONS, view.getUint8(2), "direction"),
    format: pick(FORMATS, view.getUint8(3), "format"),
    sequence: view.getUint32(4),
    result: view.getUint32(8),
    rows: view.getUint32(12),
    stamp: bytes.subarray(16, FRAME_HEADER_BYTES),
    payload: bytes.subarray(FRAME_HEADER_BYTES),
  };
}

function pick<T>(words: readonly T[], index: number, what: string): T {
  const word = words[index];
  if (word === undefined) throw new ProtocolProblem(`frame ${what} ${index}`);
  return word;
}
