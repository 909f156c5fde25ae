/**
 * A recording while it is written: one file a session, front to back, never changed.
 *
 *   8 bytes "GHREC4\r\n" · u32 length of the head · head: JSON (`RecordingHead`)
 *   u16 length of the key's box · the box: the session's key, sealed with the master key
 *   per record: u32 length of the frame · u32 ms since the start · 8 bytes salt
 *               · encrypted: the frame · 32 bytes SHA-256 of (hash before it ‖ length ‖ ms ‖ frame)
 *
 * Integers are big endian. The hash before the first record is that of the magic, the head's length
 * and the head. Every byte that was recorded is thus held by the last hash: a changed, removed or moved
 * record is found and located, and a file cut anywhere still gives its true prefix. The chain is over
 * what was recorded, not over how it is kept: it stays the same when the key's box or the form changes.
 */

export const HASH_BYTES = 32;
export const SALT_BYTES = 8;
export const RECORD_PREFIX_BYTES = 8 + SALT_BYTES;
/** What the chain holds of the prefix. */
const CHAINED_PREFIX_BYTES = 8;
const MAGIC = new TextEncoder().encode("GHREC4\r\n");
const HEAD_LENGTH_BYTES = 4;
const KEY_LENGTH_BYTES = 2;

export const RECORDING_LIMITS = {
  headBytesMax: 16 * 1024,
  keyBoxBytesMax: 1024,
  /** Above the largest message of the agent link, frame header included. */
  frameBytesMax: 16 * 1024 * 1024,
} as const;

/** SHA-256 of the parts one after another, 32 bytes. Handed in: the domain computes no hashes itself. */
export type Hash = (parts: readonly Uint8Array[]) => Uint8Array;

/**
 * Encrypts and, the same way, decrypts parts of a record's body one after another: a keystream of the
 * session's key, this salt and this record. No two bodies may have salt and record in common.
 */
export type RecordCipher = (
  of: { readonly salt: Uint8Array; readonly record: number; readonly skipBytes: number },
  parts: readonly Uint8Array[],
) => readonly Uint8Array[];

/** How the bytes of a recording are kept and held. Handed in: the domain computes neither itself. */
export interface RecordingSeal {
  readonly hash: Hash;
  readonly cipher: RecordCipher;
}

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
  { head, keyBox }: { readonly head: RecordingHead; readonly keyBox: Uint8Array },
  hash: Hash,
): { bytes: Uint8Array; at: RecordingPlace } {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const keyAt = MAGIC.byteLength + HEAD_LENGTH_BYTES + json.byteLength;
  const bytes = new Uint8Array(keyAt + KEY_LENGTH_BYTES + keyBox.byteLength);
  bytes.set(MAGIC);
  viewOf(bytes).setUint32(MAGIC.byteLength, json.byteLength);
  bytes.set(json, MAGIC.byteLength + HEAD_LENGTH_BYTES);
  viewOf(bytes).setUint16(keyAt, keyBox.byteLength);
  bytes.set(keyBox, keyAt + KEY_LENGTH_BYTES);
  const chained = hash([bytes.subarray(0, keyAt)]);
  return { bytes, at: { record: 0, byte: bytes.byteLength, hash: chained } };
}

export interface DecodedHead {
  readonly head: RecordingHead;
  readonly keyBox: Uint8Array;
  readonly at: RecordingPlace;
}

/** The head of a file from its first bytes; `null` when there are too few or they are no recording. */
export function decodeHead(bytes: Uint8Array, hash: Hash): DecodedHead | null {
  const jsonAt = MAGIC.byteLength + HEAD_LENGTH_BYTES;
  if (bytes.byteLength < jsonAt || !MAGIC.every((byte, index) => bytes[index] === byte))
    return null;
  const keyAt = jsonAt + viewOf(bytes).getUint32(MAGIC.byteLength);
  const boxAt = keyAt + KEY_LENGTH_BYTES;
  if (boxAt > bytes.byteLength || keyAt - jsonAt > RECORDING_LIMITS.headBytesMax) return null;
  const end = boxAt + viewOf(bytes).getUint16(keyAt);
  if (end > bytes.byteLength || end - boxAt > RECORDING_LIMITS.keyBoxBytesMax) return null;
  const head = parseHead(new TextDecoder().decode(bytes.subarray(jsonAt, keyAt)));
  if (head === null) return null;
  const chained = hash([bytes.subarray(0, keyAt)]);
  const at = { record: 0, byte: end, hash: chained };
  return { head, keyBox: bytes.slice(boxAt, end), at };
}

export interface RecordToSeal {
  readonly frame: Uint8Array;
  readonly timeMs: number;
  /** Of whoever writes: no other writer of this file has the same. */
  readonly salt: Uint8Array;
}

/** How a record stands in the file, and the place behind it. */
export function sealRecord(
  at: RecordingPlace,
  { frame, timeMs, salt }: RecordToSeal,
  { hash, cipher }: RecordingSeal,
): { prefix: Uint8Array; body: readonly Uint8Array[]; next: RecordingPlace } {
  const prefix = new Uint8Array(RECORD_PREFIX_BYTES);
  const view = viewOf(prefix);
  view.setUint32(0, frame.byteLength);
  view.setUint32(4, timeMs);
  prefix.set(salt, CHAINED_PREFIX_BYTES);
  const chained = hash([at.hash, chainedOf(prefix), frame]);
  return {
    prefix,
    body: cipher({ salt, record: at.record, skipBytes: 0 }, [frame, chained]),
    next: {
      record: at.record + 1,
      byte: at.byte + RECORD_PREFIX_BYTES + frame.byteLength + HASH_BYTES,
      hash: chained,
    },
  };
}

/** Of a record's prefix, what the chain holds. */
export function chainedOf(prefix: Uint8Array): Uint8Array {
  return prefix.subarray(0, CHAINED_PREFIX_BYTES);
}

export function saltOf(prefix: Uint8Array): Uint8Array {
  return prefix.subarray(CHAINED_PREFIX_BYTES, RECORD_PREFIX_BYTES);
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
