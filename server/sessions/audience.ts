import type { StoredRecord } from "@/domain/recording/recording-format";
import { RecordingFollower } from "./follow-recording";
import type { Follower, Following } from "./live-sessions";
import { RecentRecords } from "./recent-records";

/** Fresh records kept in memory for followers that lag a little. */
const RECENT_BYTES_MAX = 4 * 1024 * 1024;

export interface AudienceOf {
  /** Records from the file, for followers that lag more than memory reaches. */
  readonly read: (from: number) => AsyncIterable<StoredRecord>;
  /** A follower took a record or left. */
  readonly onMoved: () => void;
}

/** Everyone who reads one running session, and what they may read of it by now. */
export class Audience {
  /** Records that are in the file. */
  recorded: number;
  private total: number | null = null;
  private readonly recent = new RecentRecords(RECENT_BYTES_MAX);
  private readonly followers = new Set<RecordingFollower>();
  private readonly of: AudienceOf;

  /** `first`: the input, recorded before there was anybody to read it. */
  constructor(first: StoredRecord, of: AudienceOf) {
    this.recorded = first.index + 1;
    this.recent.add(first);
    this.of = of;
  }

  follow(follower: Follower): Following {
    const following = new RecordingFollower(
      {
        recorded: () => this.recorded,
        total: () => this.total,
        recent: (index) => this.recent.at(index),
        read: this.of.read,
        onMoved: () => this.moved(),
      },
      follower,
    );
    this.followers.add(following);
    following.wake();
    return {
      credit: (upTo) => following.credit(upTo),
      wake: () => following.wake(),
      stop: () => {
        this.followers.delete(following);
        following.stop();
      },
    };
  }

  /** A record that is in the file may be read. */
  release(record: StoredRecord): void {
    this.recent.add(record);
    this.recorded = Math.max(this.recorded, record.index + 1);
    for (const follower of [...this.followers]) follower.wake();
  }

  /** How many records the slowest of the owner's readers is behind; 0 when none of theirs reads. */
  ownerLag(): number {
    const owners = [...this.followers].filter(({ isOwner }) => isOwner);
    return this.recorded - Math.min(this.recorded, ...owners.map(({ next }) => next));
  }

  /** There will be no more records. Followers go on at their own pace to the last one. */
  over(): void {
    this.total = this.recorded;
    for (const follower of [...this.followers]) follower.wake();
  }

  /** The recording failed: what was given is all that can be. */
  lost(error: unknown): void {
    for (const follower of [...this.followers]) follower.lose(error);
  }

  private moved(): void {
    this.of.onMoved();
    if (this.followers.size === 0) return;
    this.recent.forgetBefore(Math.min(...[...this.followers].map(({ next }) => next)));
  }
}
