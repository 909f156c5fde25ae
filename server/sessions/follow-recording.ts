import type { StoredRecord } from "@/domain/recording/recording-format";
import type { Follower, Following } from "./live-sessions";

/** Where a follower's records come from: memory while they are fresh, the file otherwise. */
export interface RecordSource {
  /** Records that are in the file. */
  recorded(): number;
  /** All records there will ever be, once the session is over and its row closed; null until then. */
  total(): number | null;
  recent(index: number): StoredRecord | null;
  read(from: number): AsyncIterable<StoredRecord>;
  /** The follower took a record or left: whoever is held back by it may go on. */
  onMoved(): void;
}

/**
 * Gives one follower the records in order, each once, never more than its credit allows. Live and
 * replay are this one reader: behind, it reads the file; caught up, it takes records from memory.
 */
export class RecordingFollower implements Following {
  next: number;
  readonly isOwner: boolean;
  private upTo: number;
  private stopped = false;
  private reading = false;
  private giving = false;
  private readonly source: RecordSource;
  private readonly follower: Follower;
  private wakeReader: (() => void) | null = null;

  constructor(source: RecordSource, follower: Follower) {
    this.source = source;
    this.follower = follower;
    this.next = follower.from;
    this.upTo = follower.upTo;
    this.isOwner = follower.isOwner;
  }

  /** Credit only grows. */
  credit(upTo: number): void {
    this.upTo = Math.max(this.upTo, upTo);
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    this.wakeReader?.();
    this.source.onMoved();
  }

  /** There may be more to give: a new record, more credit, room at the receiver, or the end. */
  wake(): void {
    if (this.reading) {
      this.wakeReader?.();
      return;
    }
    // Giving a record can wake this reader: the loop goes on with what there is more then.
    if (this.giving) return;
    this.giving = true;
    const isBehind = this.giveRecent();
    this.giving = false;
    if (isBehind) this.readOn();
    else this.finishWhenOver();
  }

  /** True when the next record is not in memory any more. */
  private giveRecent(): boolean {
    while (this.mayGive() && this.next < this.source.recorded()) {
      const record = this.source.recent(this.next);
      if (record === null) return true;
      this.give(record);
    }
    return false;
  }

  private mayGive(): boolean {
    return !this.stopped && this.next < this.upTo && !this.follower.isFull();
  }

  private give(record: StoredRecord): void {
    this.next = record.index + 1;
    this.follower.onRecord(record);
    this.source.onMoved();
  }

  private finishWhenOver(): void {
    const total = this.source.total();
    if (this.stopped || total === null || this.next < total) return;
    this.stopped = true;
    this.follower.onOver(total);
  }

  private readOn(): void {
    this.reading = true;
    const before = this.next;
    this.readFile().then(
      () => {
        this.reading = false;
        if (this.stopped) return;
        if (this.next === before) this.lose(new Error("the recording ends too early"));
        else this.wake();
      },
      (error: unknown) => {
        this.reading = false;
        this.lose(error);
      },
    );
  }

  /** Following ends before the session does, and why. */
  lose(error: unknown): void {
    if (this.stopped) return;
    this.stopped = true;
    this.wakeReader?.(); // It holds the file open.
    this.follower.onLost(error);
    this.source.onMoved();
  }

  /** Until memory can take over or the file has no more. */
  private async readFile(): Promise<void> {
    for await (const record of this.source.read(this.next)) {
      while (!this.stopped && !this.mayGive()) await this.room();
      if (this.stopped) return;
      this.give(record);
      if (this.source.recent(this.next) !== null) return;
    }
  }

  private room(): Promise<void> {
    return new Promise((resolve) => {
      this.wakeReader = () => {
        this.wakeReader = null;
        resolve();
      };
    });
  }
}
