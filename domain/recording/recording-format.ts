/**
 * A recording: one file a session, written front to back and never changed.
 *
 *   8 bytes "GHREC3\r\n" · u32 length of the head · head: JSON (`RecordingHead`)
 *   per record: u32 length of the frame · u32 ms since the start · the frame
 *               · 32 bytes SHA-256 of (hash before it ‖ length ‖ ms ‖ frame)
 *
 * Integers are big endian. The hash before the first record is that of the magic, the head's length
 * and the head. Every byte is thus held by the last hash: a changed, removed or moved record is found
 * and located, and a file cut anywhere still gives its true prefix.
 */
export const HASH_BYTES = 32;
export const RECORD_PREFIX_BYTES = 8;
const MAGIC = new TextEncoder().encode("GHREC3\r\n");
const HEAD_LENGTH_BYTES = 4;

export const RECORDING_LIMITS = {
  headBytesMax: 16 * 1024,
  /** Above the largest message of the agent link, frame header included. */
  frameBytesMax: 16 * 1024 * 1024,
} as const;

/** SHA-256 of the parts one after another, 32 bytes. Handed in: the domain computes no hashes itself. */
export type Hash = (parts: readonly Uint8Array[]) => Uint8Array;

/** What the head of a recording says: enough to find the session again should its row be lost. */
export interface RecordingHead {
  readonly sessionId: string;
  /** ISO 8601 instant; the times of the records count from here. */
  readonly startedAt: string;
  readonly format: "frames-1";
  /** Identifiers and names of the session, never a secret: what its row is made again from. */
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/** A place between two records: where reading can start. */
export interface RecordingPlace {
  /** Index of the record that starts here. */
  readonly record: number;
  readonly byte: number;
  /** The chain's hash up to here. */
  readonly hash: Uint8Array;
}

export interface StoredRecord {
  readonly index: number;
  /** Milliseconds since `startedAt`. */
  readonly timeMs: number;
  /** Bytes of `protocol/frame.ts`. */
  readonly frame: Uint8Array;
}

/** The bytes that open a recording, and the place of its first record. */
export function encodeHead(
  head: RecordingHead,
  hash: Hash,
): { bytes: Uint8Array; at: RecordingPlace } {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(MAGIC.byteLength + HEAD_LENGTH_BYTES + json.byteLength);
  bytes.set(MAGIC);
  viewOf(bytes).setUint32(MAGIC.byteLength, json.byteLength);
  bytes.set(json, MAGIC.byteLength + HEAD_LENGTH_BYTES);
  return { bytes, at: { record: 0, byte: bytes.byteLength, hash: hash([bytes]) } };
}

/** The head of a file from its first bytes; `null` when there are too few or they are no recording. */
export function decodeHead(
  bytes: Uint8Array,
  hash: Hash,
): { head: RecordingHead; at: RecordingPlace } | null {
  const jsonAt = MAGIC.byteLength + HEAD_LENGTH_BYTES;
  if (bytes.byteLength < jsonAt || !MAGIC.every((byte, index) => bytes[index] === byte))
    return null;
  const end = jsonAt + viewOf(bytes).getUint32(MAGIC.byteLength);
  if (end > bytes.byteLength || end - jsonAt > RECORDING_LIMITS.headBytesMax) return null;
  const head = parseHead(new TextDecoder().decode(bytes.subarray(jsonAt, end)));
  if (head === null) return null;
  return { head, at: { record: 0, byte: end, hash: hash([bytes.subarray(0, end)]) } };
}

/** What stands before and after a frame in the file, and the place behind it. */
export function sealRecord(
  at: RecordingPlace,
  record: { readonly frame: Uint8Array; readonly timeMs: number },
  hash: Hash,
): { prefix: Uint8Array; next: RecordingPlace } {
  const { frame, timeMs } = record;
  const prefix = new Uint8Array(RECORD_PREFIX_BYTES);
  const view = viewOf(prefix);
  view.setUint32(0, frame.byteLength);
  view.setUint32(4, timeMs);
  return {
    prefix,
    next: {
      record: at.record + 1,
      byte: at.byte + RECORD_PREFIX_BYTES + frame.byteLength + HASH_BYTES,
      hash: hash([at.hash, prefix, frame]),
    },
  };
}

function parseHead(text: string): RecordingHead | null {
  try {
    const head: unknown = JSON.parse(text);
    return isHead(head) ? head : null;
  } catch {
    return null; // Not JSON: not a recording of ours.
  }
}

function isHead(value: unknown): value is RecordingHead {
  if (typeof value !== "object" || value === null) return false;
  const { sessionId, startedAt, format, facts } = value as Partial<RecordingHead>;
  return (
    typeof sessionId === "string" &&
    typeof startedAt === "string" &&
    format === "frames-1" &&
    typeof facts === "object" &&
    facts !== null
  );
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
