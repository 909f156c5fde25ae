import { type FileHandle, open } from "node:fs/promises";
import {
  type DecodedHead,
  decodeHead,
  HASH_BYTES,
  RECORD_PREFIX_BYTES,
  RECORDING_LIMITS,
  type RecordingPlace,
  type RecordingSeal,
  saltOf,
} from "@/domain/recording/recording-format";
import type { RecordingParser } from "@/domain/recording/recording-parser";
import { chainHash } from "./chain-hash";
import { PlaceIndex } from "./place-index";
import { recordingDamaged } from "./recording-failed";
import type { RecordingKeys } from "./recording-keys";
import type { RecordingSource } from "./recording-source";

const READ_BYTES = 256 * 1024;
const SEEK_BYTES = 16 * 1024;
/** Magic, lengths, the longest head and the longest box. */
const HEAD_BYTES_MAX = RECORDING_LIMITS.headBytesMax + RECORDING_LIMITS.keyBoxBytesMax + 64;

export interface FileToRead {
  /** Where it lies on the disk. */
  readonly file: string;
  /** How people and the store name it. */
  readonly path: string;
  readonly keys: RecordingKeys;
}

export async function readHead(file: FileHandle): Promise<DecodedHead | null> {
  const bytes = new Uint8Array(HEAD_BYTES_MAX);
  const { bytesRead } = await file.read(bytes, 0, HEAD_BYTES_MAX, 0);
  return decodeHead(bytes.subarray(0, bytesRead), chainHash);
}

/** One that is being written, or was closed and not packed. Throws RECORDING.DAMAGED. */
export async function openJournal(
  { file: name, path, keys }: FileToRead,
  index = new PlaceIndex(),
): Promise<RecordingSource> {
  const file = await open(name, "r");
  try {
    const { decoded, seal } = await unlock(file, { path, keys });
    return {
      decoded,
      seal,
      placeBefore: (record) => seek({ file, path, index, seal, first: decoded.at }, record),
      bytesFor: (parser) => chunksFrom(file, parser),
      passed: (place) => index.note(place),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function unlock(
  file: FileHandle,
  { path, keys }: Pick<FileToRead, "path" | "keys">,
): Promise<{ readonly decoded: DecodedHead; readonly seal: RecordingSeal }> {
  const decoded = await readHead(file);
  const seal = decoded === null ? null : keys.open(decoded.head.sessionId, decoded.keyBox);
  if (decoded === null || seal === null) throw recordingDamaged(path, 0);
  return { decoded, seal };
}

async function* chunksFrom(file: FileHandle, parser: RecordingParser): AsyncGenerator<Uint8Array> {
  let offset = parser.at.byte;
  for (;;) {
    const bytes = new Uint8Array(Math.max(READ_BYTES, parser.missingBytes));
    const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, offset);
    if (bytesRead === 0) return;
    offset += bytesRead;
    yield bytes.subarray(0, bytesRead);
  }
}

interface Seeking {
  readonly file: FileHandle;
  readonly path: string;
  readonly index: PlaceIndex;
  readonly seal: RecordingSeal;
  readonly first: RecordingPlace;
}

/** The place of a record; walks over lengths from the nearest known place. `null`: not there yet. */
async function seek(seeking: Seeking, record: number): Promise<RecordingPlace | null> {
  const { file, path, index } = seeking;
  // Whoever opened it again knows no place before that.
  const known = index.before(record) ?? seeking.first;
  if (known.record === record) return known;
  const prefixes = new PrefixReader(file);
  let { byte } = known;
  let last: { readonly length: number; readonly salt: Uint8Array } | null = null;
  for (let at = known.record; at < record; at += 1) {
    last = await prefixes.at(byte);
    if (last === null) return null;
    if (last.length > RECORDING_LIMITS.frameBytesMax) throw recordingDamaged(path, at);
    byte += RECORD_PREFIX_BYTES + last.length + HASH_BYTES;
  }
  if (last === null) return null;
  return await placeBehind(seeking, { record: record - 1, ...last }, byte);
}

interface Passed {
  readonly record: number;
  readonly length: number;
  readonly salt: Uint8Array;
}

async function placeBehind(
  { file, seal }: Seeking,
  { record, length, salt }: Passed,
  byte: number,
): Promise<RecordingPlace | null> {
  const kept = new Uint8Array(HASH_BYTES);
  const { bytesRead } = await file.read(kept, 0, HASH_BYTES, byte - HASH_BYTES);
  if (bytesRead < HASH_BYTES) return null;
  const [hash] = seal.cipher({ salt, record, skipBytes: length }, [kept]);
  return hash === undefined ? null : { record: record + 1, byte, hash };
}

/** Reads what stands before records; small ones that lie together cost one read. */
class PrefixReader {
  private readonly file: FileHandle;
  private readonly window = new Uint8Array(SEEK_BYTES);
  private readonly view = new DataView(this.window.buffer);
  private start = 0;
  private size = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  /** `null` where the file ends before. */
  async at(byte: number): Promise<{ readonly length: number; readonly salt: Uint8Array } | null> {
    const known = byte >= this.start && byte + RECORD_PREFIX_BYTES <= this.start + this.size;
    if (!known) {
      this.start = byte;
      this.size = (await this.file.read(this.window, 0, SEEK_BYTES, byte)).bytesRead;
      if (this.size < RECORD_PREFIX_BYTES) return null;
    }
    const at = byte - this.start;
    const salt = saltOf(this.window.subarray(at, at + RECORD_PREFIX_BYTES)).slice();
    return { length: this.view.getUint32(at), salt };
  }
}
