import type { RecordingHead, StoredRecord } from "@/domain/recording/recording-format";
import type { RecordingDamage } from "@/domain/recording/recording-parser";

export interface RecordingTotals {
  readonly records: number;
  readonly bytes: number;
  /** Hex of the hash chain's head. */
  readonly head: string;
}

/** A recording that is being written. Records get their index in the order of the calls. */
export interface OpenRecording {
  readonly path: string;
  readonly records: number;
  /**
   * Appends one record. The record is in the file (safe from a kill of this process) before this
   * returns or, when it returns a promise, before that resolves; promises resolve in order.
   * Throws or rejects with Refusal RECORDING.FAILED, from then on for every call.
   */
  append(frame: Uint8Array, timeMs: number): StoredRecord | Promise<StoredRecord>;
  /** Flushes to disk and closes. Idempotent. */
  close(): Promise<RecordingTotals>;
}

/** A recording that somebody else began, cut to what is true of it. */
export interface ReopenedRecording extends OpenRecording {
  readonly lastFrame: Uint8Array | null;
  readonly lastTimeMs: number;
}

export interface RecordingCheck {
  readonly records: number;
  readonly head: string;
  /** Where the first damage is; `null` when every byte is accounted for. */
  readonly damage: RecordingDamage | null;
}

/** The recordings of this installation: one file a session, below `recordings/` of the data folder. */
export interface RecordingFiles {
  /** Creates the file and writes its head. Throws Refusal RECORDING.FAILED. */
  open(head: RecordingHead): Promise<OpenRecording>;
  /** Records from an index on, as far as the file goes now. Each one's hash is checked on the way. */
  read(path: string, from: number): AsyncIterable<StoredRecord>;
  /** Reads the whole file and says where its true prefix ends. */
  verify(path: string): Promise<RecordingCheck>;
  /** Cuts what a kill left half written and opens the true prefix for appending again. */
  reopen(path: string): Promise<ReopenedRecording>;
  /** Heads of the files made since a day (UTC), newest folder first. Unreadable files are left out. */
  headsSince(day: Date): AsyncIterable<{ readonly path: string; readonly head: RecordingHead }>;
  /** Flushes and closes every open recording. */
  closeAll(): Promise<void>;
}
