import { writev, writevSync } from "node:fs";
import {
  type RecordingPlace,
  type RecordingSeal,
  type StoredRecord,
  sealRecord,
} from "@/domain/recording/recording-format";
import type { Refusal } from "@/domain/refusal";
import type { FileOnDisk } from "./file-on-disk";
import { PlaceIndex } from "./place-index";
import { recordingFailed } from "./recording-failed";
import type { OpenRecording, RecordingTotals } from "./recording-files";
import { newSalt } from "./recording-keys";

const WRITER_LIMITS = {
  /** Up to here a frame is written at once, on this thread: the page cache takes it in microseconds. */
  syncBytesMax: 64 * 1024,
  /** Records joined into one write, and their bytes: larger writes cost the kernel many times more. */
  batchRecordsMax: 64,
  batchBytesMax: 256 * 1024,
} as const;

interface Waiting {
  readonly record: StoredRecord;
  readonly buffers: readonly Uint8Array[];
  readonly resolve: (record: StoredRecord) => void;
  readonly reject: (refusal: Refusal) => void;
}

export interface WriterPlace {
  readonly path: string;
  readonly file: FileOnDisk;
  readonly at: RecordingPlace;
  readonly seal: RecordingSeal;
  readonly onClosed: (writer: RecordingWriter) => void;
}

/** Appends to one file; nothing else writes to it. */
export class RecordingWriter implements OpenRecording {
  readonly path: string;
  readonly index = new PlaceIndex();
  private readonly file: FileOnDisk;
  private readonly onClosed: (writer: RecordingWriter) => void;
  private readonly seal: RecordingSeal;
  private readonly salt = newSalt();
  private at: RecordingPlace;
  private queue: Waiting[] = [];
  private draining: Promise<void> | null = null;
  private failure: Refusal | null = null;
  private dirty = true;
  private closing: Promise<RecordingTotals> | null = null;

  constructor({ path, file, at, seal, onClosed }: WriterPlace) {
    this.path = path;
    this.file = file;
    this.at = at;
    this.seal = seal;
    this.onClosed = onClosed;
    this.index.note(at);
  }

  get records(): number {
    return this.at.record;
  }

  append(frame: Uint8Array, timeMs: number): StoredRecord | Promise<StoredRecord> {
    if (this.failure !== null) throw this.failure;
    if (this.closing !== null) throw this.fail(new Error("closed"));
    const record: StoredRecord = { index: this.at.record, timeMs, frame };
    const { salt, seal } = this;
    const { prefix, body, next } = sealRecord(this.at, { frame, timeMs, salt }, seal);
    const buffers = [prefix, ...body];
    this.at = next;
    this.index.note(next);
    this.dirty = true;
    if (this.draining === null && frame.byteLength <= WRITER_LIMITS.syncBytesMax) {
      this.writeNow(buffers);
      return record;
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ record, buffers, resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /** Puts what was appended onto the disk, so that a power failure keeps it. */
  async flush(): Promise<void> {
    if (!this.dirty || this.failure !== null) return;
    this.dirty = false;
    try {
      await this.file.datasync();
    } catch (error) {
      throw this.fail(error);
    }
  }

  close(): Promise<RecordingTotals> {
    this.closing ??= this.finish();
    return this.closing;
  }

  private async finish(): Promise<RecordingTotals> {
    try {
      await this.draining;
      await this.flush();
    } finally {
      this.onClosed(this);
      await this.closeFile();
    }
    if (this.failure !== null) throw this.failure;
    return {
      records: this.at.record,
      bytes: this.at.byte,
      head: Buffer.from(this.at.hash).toString("hex"),
    };
  }

  private async closeFile(): Promise<void> {
    try {
      await this.file.close();
    } catch (error) {
      this.fail(error);
    }
  }

  private writeNow(buffers: readonly Uint8Array[]): void {
    try {
      let rest = buffers;
      while (rest.length > 0) rest = without(rest, writevSync(this.file.fd, rest));
    } catch (error) {
      throw this.fail(error);
    }
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue.splice(0, batchLength(this.queue));
      try {
        await this.writeAll(batch.flatMap(({ buffers }) => buffers));
        for (const { resolve, record } of batch) resolve(record);
      } catch (error) {
        const refusal = this.fail(error);
        for (const { reject } of [...batch, ...this.queue.splice(0)]) reject(refusal);
      }
    }
    this.draining = null;
  }

  private async writeAll(buffers: readonly Uint8Array[]): Promise<void> {
    let rest = buffers;
    while (rest.length > 0) {
      const written = await new Promise<number>((resolve, reject) => {
        writev(this.file.fd, rest, (error, bytes) => (error ? reject(error) : resolve(bytes)));
      });
      rest = without(rest, written);
    }
  }

  /** The first failure stays: after half a record nothing may be appended to this file. */
  private fail(error: unknown): Refusal {
    this.failure ??= recordingFailed(error);
    return this.failure;
  }
}

/** At least one record; more only while they are small. */
function batchLength(queue: readonly Waiting[]): number {
  let bytes = 0;
  const over = queue.findIndex(({ record }, index) => {
    bytes += record.frame.byteLength;
    return (
      index > 0 && (bytes > WRITER_LIMITS.batchBytesMax || index >= WRITER_LIMITS.batchRecordsMax)
    );
  });
  return over === -1 ? queue.length : over;
}

/** The buffers that are left when the first bytes of them were written. */
function without(buffers: readonly Uint8Array[], written: number): readonly Uint8Array[] {
  let left = written;
  for (const [index, buffer] of buffers.entries()) {
    if (left < buffer.byteLength) return [buffer.subarray(left), ...buffers.slice(index + 1)];
    left -= buffer.byteLength;
  }
  return [];
}
