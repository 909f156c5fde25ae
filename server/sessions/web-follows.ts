import type { Socket } from "socket.io";
import type { StoredRecord } from "@/domain/recording/recording-format";
import { isRefusal, publicRefusal, Refusal } from "@/domain/refusal";
import { Bundle } from "@/protocol/bundle";
import type { BrowserToGateway, GatewayToBrowser } from "@/protocol/web-events";
import type { Deps } from "../deps";
import type { FollowStarted } from "./follow-session";
import type { Follower, Following } from "./live-sessions";

export type WebSocketOfBrowser = Socket<BrowserToGateway, GatewayToBrowser>;

const WEB_LIMITS = {
  /** Sessions one socket reads at once. */
  followsMax: 32,
  /** Messages waiting for the network before no more records are handed to it. */
  waitingMessagesMax: 8,
} as const;

interface BundledRecord extends StoredRecord {
  readonly sessionId: string;
}

export interface FollowPlace {
  readonly sessionId: string;
  readonly from: number;
  readonly upTo: number;
}

/** What one browser socket reads. Records wait in the recording, never in this process's memory. */
export class WebFollows {
  private readonly deps: Deps;
  private readonly socket: WebSocketOfBrowser;
  private readonly follows = new Map<string, Following>();
  /** Those of them that are other people's. */
  private readonly others = new Set<string>();
  /** Records handed over since the network last took all that waited. */
  private waiting = 0;
  private readonly bundle = new Bundle<BundledRecord>((sessionId, records) => {
    const index = records[0]?.index ?? 0;
    const timesMs = records.map(({ timeMs }) => timeMs);
    const place = { sessionId, index, timesMs };
    this.socket.emit("records", place, ...records.map(({ frame }) => frame));
  });
  /** A following can be over before `begin` has it in hand. */
  private starting: { readonly sessionId: string; over: boolean } | null = null;

  constructor(deps: Deps, socket: WebSocketOfBrowser) {
    this.deps = deps;
    this.socket = socket;
    socket.conn.on("drain", () => {
      this.waiting = 0;
      for (const following of [...this.follows.values()]) following.wake();
    });
  }

  /** Throws Refusal LIMIT.TRIES when the socket already reads as much as it may. */
  requireRoom(sessionId: string): void {
    if (this.follows.has(sessionId) || this.follows.size < WEB_LIMITS.followsMax) return;
    throw tooMany();
  }

  /** Takes the place of an earlier following of the same session. */
  begin(sessionId: string, started: FollowStarted): void {
    this.stop(sessionId);
    if (!this.socket.connected) return;
    if (this.follows.size >= WEB_LIMITS.followsMax) {
      // Many were asked for at once: each found room, not all of them together.
      this.socket.emit("session.lost", sessionId, this.publicOf(tooMany(), sessionId));
      return;
    }
    this.starting = { sessionId, over: false };
    const following = started.start();
    const { over } = this.starting;
    this.starting = null;
    if (!over) this.follows.set(sessionId, following);
  }

  /** The person may not read others' sessions any more. */
  stopOthers(): void {
    for (const sessionId of [...this.others]) this.lose(sessionId);
  }

  /** The person may not read any session any more, their own included. */
  loseAll(): void {
    for (const sessionId of [...this.follows.keys()]) this.lose(sessionId);
  }

  credit(sessionId: string, upTo: number): void {
    this.follows.get(sessionId)?.credit(upTo);
  }

  stop(sessionId: string): void {
    const following = this.follows.get(sessionId);
    this.follows.delete(sessionId);
    this.others.delete(sessionId);
    following?.stop();
    this.bundle.drop(sessionId);
  }

  stopAll(): void {
    for (const sessionId of [...this.follows.keys()]) this.stop(sessionId);
  }

  followerOf(place: FollowPlace): (isOwner: boolean) => Follower {
    const { sessionId, from, upTo } = place;
    const { socket } = this;
    return (isOwner) => {
      if (!isOwner) this.others.add(sessionId);
      return {
        ...{ isOwner, from, upTo },
        onRecord: ({ index, timeMs, frame }) => {
          this.waiting += 1;
          // Record 0 is what this person just sent: it waits for the first of the answer.
          this.bundle.add({ sessionId, index, timeMs, frame }, index === 0);
        },
        isFull: () => this.waiting >= WEB_LIMITS.waitingMessagesMax,
        onOver: (records) => {
          this.forget(sessionId);
          this.bundle.flush();
          socket.emit("session.over", sessionId, records);
        },
        onLost: (error) => {
          this.forget(sessionId);
          this.bundle.flush();
          socket.emit("session.lost", sessionId, this.publicOf(error, sessionId));
        },
      };
    };
  }

  private lose(sessionId: string): void {
    this.stop(sessionId);
    const because = `There is no session ${sessionId} for you.`;
    this.socket.emit("session.lost", sessionId, publicRefusal("ACCESS.NOT_FOUND", because));
  }

  private forget(sessionId: string): void {
    if (this.starting?.sessionId === sessionId) this.starting.over = true;
    this.follows.delete(sessionId);
    this.others.delete(sessionId);
  }

  private publicOf(error: unknown, sessionId: string) {
    if (isRefusal(error)) return publicRefusal(error.code, error.message);
    this.deps.log.error({ err: error, sessionId }, "a recording could not be read");
    return publicRefusal("RECORDING.DAMAGED", "The recording cannot be read.");
  }
}

function tooMany(): Refusal {
  return new Refusal("LIMIT.TRIES", `One page follows at most ${WEB_LIMITS.followsMax} sessions.`);
}
