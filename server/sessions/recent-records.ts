import type { StoredRecord } from "@/domain/recording/recording-format";

/** The newest records of a running session, kept in memory up to a number of bytes. */
export class RecentRecords {
  private readonly records = new Map<number, StoredRecord>();
  private readonly bytesMax: number;
  private bytes = 0;

  constructor(bytesMax: number) {
    this.bytesMax = bytesMax;
  }

  add(record: StoredRecord): void {
    this.records.set(record.index, record);
    this.bytes += record.frame.byteLength;
    for (const oldest of this.records.values()) {
      if (this.bytes <= this.bytesMax) return;
      this.drop(oldest);
    }
  }

  at(index: number): StoredRecord | null {
    return this.records.get(index) ?? null;
  }

  /** Forgets what every reader has passed. */
  forgetBefore(index: number): void {
    for (const oldest of this.records.values()) {
      if (oldest.index >= index) return;
      this.drop(oldest);
    }
  }

  private drop(record: StoredRecord): void {
    this.records.delete(record.index);
    this.bytes -= record.frame.byteLength;
  }
}
