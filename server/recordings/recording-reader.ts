import type { RecordingPlace, StoredRecord } from "@/domain/recording/recording-format";
import { RecordingParser } from "@/domain/recording/recording-parser";
import { recordingDamaged } from "./recording-failed";
import type { RecordingCheck } from "./recording-files";
import type { RecordingSource } from "./recording-source";

/** Whole records from an index on, as far as it goes; half a record at its end is not given. */
export async function* readRecords(
  source: RecordingSource,
  path: string,
  from: number,
): AsyncGenerator<StoredRecord> {
  const start = await source.placeBefore(from);
  if (start === null) return;
  const parser = new RecordingParser(start, source.seal);
  for await (const chunk of source.bytesFor(parser)) {
    for (const record of parser.push(chunk)) {
      source.passed(record.next);
      if (record.index >= from) yield record;
    }
    if (parser.damage !== null) throw recordingDamaged(path, parser.damage.record);
  }
}

export interface CheckedRecording {
  readonly check: RecordingCheck;
  /** The end of its true prefix. */
  readonly at: RecordingPlace;
  readonly last: StoredRecord | null;
}

/** Reads all of it. */
export async function checkRecording(source: RecordingSource): Promise<CheckedRecording> {
  const parser = new RecordingParser(source.decoded.at, source.seal);
  let last: StoredRecord | null = null;
  for await (const chunk of source.bytesFor(parser)) {
    last = parser.push(chunk).at(-1) ?? last;
    if (parser.damage !== null) break;
  }
  const damage = parser.end();
  const { at } = parser;
  const head = Buffer.from(at.hash).toString("hex");
  return { check: { records: at.record, head, damage }, at, last };
}
