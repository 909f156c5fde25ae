import {
  chainedOf,
  HASH_BYTES,
  RECORD_PREFIX_BYTES,
  RECORDING_LIMITS,
  type RecordingPlace,
  type RecordingSeal,
  type StoredRecord,
  saltOf,
} from "./recording-format";

/** Why the bytes from a place on are not what was recorded there. */
export interface RecordingDamage {
  readonly record: number;
  readonly byte: number;
  readonly because: "length-impossible" | "hash-differs" | "cut-off";
}

export interface ParsedRecord extends StoredRecord {
  /** The place behind this record. */
  readonly next: RecordingPlace;
}

/**
 * Reads records out of bytes that come in pieces of any size, checking the hash chain on the way. Gives
 * nothing from the first damage on: everything it ever gave is a true prefix of what was recorded.
 */
export class RecordingParser {
  /** Behind the last whole and true record. */
  at: RecordingPlace;
  damage: RecordingDamage | null = null;
  private rest: Uint8Array = new Uint8Array(0);
  private readonly seal: RecordingSeal;

  constructor(from: RecordingPlace, seal: RecordingSeal) {
    this.at = from;
    this.seal = seal;
  }

  /** The records that these bytes complete. */
  push(chunk: Uint8Array): ParsedRecord[] {
    if (this.damage !== null) return [];
    const bytes = join(this.rest, chunk);
    const records: ParsedRecord[] = [];
    let offset = 0;
    for (;;) {
      const record = this.next(bytes, offset);
      if (record === null) break;
      records.push(record);
      offset += record.next.byte - this.at.byte;
      this.at = record.next;
    }
    this.rest = bytes.slice(offset);
    return records;
  }

  /** Bytes that are still missing before the next record is whole; 1 when not even that is known. */
  get missingBytes(): number {
    if (this.rest.byteLength < RECORD_PREFIX_BYTES)
      return RECORD_PREFIX_BYTES - this.rest.byteLength;
    const whole = RECORD_PREFIX_BYTES + viewOf(this.rest).getUint32(0) + HASH_BYTES;
    return Math.max(1, whole - this.rest.byteLength);
  }

  /** There are no more bytes: half a record at the end is damage. */
  end(): RecordingDamage | null {
    if (this.damage === null && this.rest.byteLength > 0) this.damage = this.damaged("cut-off");
    return this.damage;
  }

  private next(bytes: Uint8Array, offset: number): ParsedRecord | null {
    if (bytes.byteLength - offset < RECORD_PREFIX_BYTES) return null;
    const view = viewOf(bytes);
    const length = view.getUint32(offset);
    if (length > RECORDING_LIMITS.frameBytesMax) {
      this.damage = this.damaged("length-impossible");
      return null;
    }
    const bodyAt = offset + RECORD_PREFIX_BYTES;
    const end = bodyAt + length + HASH_BYTES;
    if (bytes.byteLength < end) return null;
    return this.unseal(bytes.subarray(offset, bodyAt), bytes.subarray(bodyAt, end));
  }

  private unseal(prefix: Uint8Array, body: Uint8Array): ParsedRecord | null {
    const { record, byte } = this.at;
    const hashAt = body.byteLength - HASH_BYTES;
    const [frame = NOTHING, kept = NOTHING] = this.seal.cipher(
      { salt: saltOf(prefix), record, skipBytes: 0 },
      [body.subarray(0, hashAt), body.subarray(hashAt)],
    );
    const hash = this.seal.hash([this.at.hash, chainedOf(prefix), frame]);
    if (!sameBytes(hash, kept)) {
      this.damage = this.damaged("hash-differs");
      return null;
    }
    const end = byte + prefix.byteLength + body.byteLength;
    const next = { record: record + 1, byte: end, hash };
    return { index: record, timeMs: viewOf(prefix).getUint32(4), frame, next };
  }

  private damaged(because: RecordingDamage["because"]): RecordingDamage {
    return { record: this.at.record, byte: this.at.byte, because };
  }
}

const NOTHING = new Uint8Array(0);

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.byteLength === 0) return other;
  const both = new Uint8Array(one.byteLength + other.byteLength);
  both.set(one);
  both.set(other, one.byteLength);
  return both;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index]);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
