import type {
  DecodedHead,
  RecordingPlace,
  RecordingSeal,
} from "@/domain/recording/recording-format";
import type { RecordingParser } from "@/domain/recording/recording-parser";

/** The bytes of one recording as they were written, however they are kept now. */
export interface RecordingSource {
  readonly decoded: DecodedHead;
  readonly seal: RecordingSeal;
  /** A place at or before a record; `null` while the recording does not go that far. */
  placeBefore(record: number): Promise<RecordingPlace | null>;
  /** Its bytes from the parser's place on, never more in memory than the longest record and one read. */
  bytesFor(parser: RecordingParser): AsyncIterable<Uint8Array>;
  /** Told of places on the way: the next reader finds them at once. */
  passed(place: RecordingPlace): void;
  close(): Promise<void>;
}
