import { type FileHandle, open } from "node:fs/promises";
import {
  decodeHead,
  HASH_BYTES,
  RECORD_PREFIX_BYTES,
  RECORDING_LIMITS,
  type RecordingHead,
  type RecordingPlace,
  type StoredRecord,
} from "@/domain/recording/recording-format";
import { RecordingParser } from "@/domain/recording/recording-parser";
import { chainHash } from "./chain-hash";
import type { PlaceIndex } from "./place-index";
import { recordingDamaged } from "./recording-failed";
import type { RecordingCheck } from "./recording-files";

const READ_BYTES = 256 * 1024;
const SEEK_BYTES = 16 * 1024;
/** Magic, length and the longest head. */
const HEAD_BYTES_MAX = RECORDING_LIMITS.headBytesMax + 64;

export interface FileToRead {
  /** Where it lies on the disk. */
  readonly file: string;
  /** How people and the store name it. */
  readonly path: string;
}

export async function readHead(
  file: FileHandle,
): Promise<{ head: RecordingHead; at: RecordingPlace } | null> {
  const bytes = new Uint8Array(HEAD_BYTES_MAX);
  const { bytesRead } = await file.read(bytes, 0, HEAD_BYTES_MAX, 0);
  return decodeHead(bytes.subarray(0, bytesRead), chainHash);
}

/** Whole records from an index on, as far as the file goes; half a record at its end is not given. */
export async function* readRecords(
  { file: name, path }: FileToRead,
  from: number,
  index: PlaceIndex,
): AsyncGenerator<StoredRecord> {
  const file = await open(name, "r");
  try {
    const start = await seek({ file, path, index }, from);
    if (start === null) return;
    const parser = new RecordingParser(start, chainHash);
    for await (const chunk of chunksFrom(file, parser)) {
      for (const record of parser.push(chunk)) {
        index.note(record.next);
        yield record;
      }
      if (parser.damage !== null) throw recordingDamaged(path, parser.damage.record);
    }
  } finally {
    await file.close();
  }
}

/** Reads all of it; `at` is the end of its true prefix. `null` when it has no head of ours. */
export async function checkRecording(
  file: FileHandle,
): Promise<{ check: RecordingCheck; at: RecordingPlace; last: StoredRecord | null } | null> {
  const start = await readHead(file);
  if (start === null) return null;
  const parser = new RecordingParser(start.at, chainHash);
  let last: StoredRecord | null = null;
  for await (const chunk of chunksFrom(file, parser)) {
    last = parser.push(chunk).at(-1) ?? last;
    if (parser.damage !== null) break;
  }
  const damage = parser.end();
  const { at } = parser;
  const head = Buffer.from(at.hash).toString("hex");
  return { check: { records: at.record, head, damage }, at, last };
}

/** The file from the parser's place on, never more in memory than one record and one read. */
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
}

/** The place of a record; walks over lengths from the nearest known place. `null`: not there yet. */
async function seek(seeking: Seeking, record: number): Promise<RecordingPlace | null> {
  const { file, path, index } = seeking;
  const known = index.before(record) ?? (await readHead(file))?.at;
  if (known === undefined) throw recordingDamaged(path, 0);
  index.note(known);
  if (known.record === record) return known;
  const lengths = new LengthReader(file);
  let { byte } = known;
  for (let at = known.record; at < record; at += 1) {
    const length = await lengths.at(byte);
    if (length === null) return null;
    if (length > RECORDING_LIMITS.frameBytesMax) throw recordingDamaged(path, at);
    byte += RECORD_PREFIX_BYTES + length + HASH_BYTES;
  }
  const hash = new Uint8Array(HASH_BYTES);
  const { bytesRead } = await file.read(hash, 0, HASH_BYTES, byte - HASH_BYTES);
  return bytesRead < HASH_BYTES ? null : { record, byte, hash };
}

/** Reads the lengths of records; small ones that lie together cost one read. */
class LengthReader {
  private readonly file: FileHandle;
  private readonly window = new Uint8Array(SEEK_BYTES);
  private readonly view = new DataView(this.window.buffer);
  private start = 0;
  private size = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  /** `null` where the file ends before. */
  async at(byte: number): Promise<number | null> {
    const known = byte >= this.start && byte + RECORD_PREFIX_BYTES <= this.start + this.size;
    if (!known) {
      this.start = byte;
      this.size = (await this.file.read(this.window, 0, SEEK_BYTES, byte)).bytesRead;
      if (this.size < RECORD_PREFIX_BYTES) return null;
    }
    return this.view.getUint32(byte - this.start);
  }
}
