import type { Socket } from "socket.io-client";
import { type PublicRefusal, publicRefusal } from "@/domain/refusal";
import type {
  Answer,
  BrowserToGateway,
  GatewayToBrowser,
  RunAnswer,
  RunInput,
} from "@/protocol/web-events";
import { firstCredit, nextCredit } from "./credit";
import { type RequestListener, WatchedRequests } from "./watched-requests";

export type StreamSocket = Socket<GatewayToBrowser, BrowserToGateway>;

/** Who reads the records of one session, in order and without gaps. */
export interface Reader {
  /** False when the record cannot be read: then nothing more is asked for. */
  accept(index: number, timeMs: number, frame: Uint8Array): boolean;
  over(): void;
  lost(refusal: PublicRefusal): void;
}

export type RunOutcome =
  | { readonly kind: "running"; readonly sessionId: string }
  /** Nothing runs before the request is approved, and nothing is read. */
  | { readonly kind: "held"; readonly sessionId: string; readonly requestId: string }
  | { readonly kind: "refused"; readonly refusal: PublicRefusal };

const streamLimits = {
  answerMsMax: 30_000,
  connectMsMax: 5_000,
  againMs: 1_000,
  /** Records that may come before the answer that names their session. */
  earlyRecordsMax: 64,
} as const;

type Send<T> = (answered: (error: Error | null, answer: Answer<T>) => void) => void;

interface Following {
  readonly reader: Reader;
  nextIndex: number;
  granted: number;
  /** Asked to go on from `nextIndex`; what comes before that record was sent before the question. */
  isAsking: boolean;
}

interface Arrived {
  readonly sessionId: string;
  readonly index: number;
  readonly timeMs: number;
  readonly frame: Uint8Array;
}

/**
 * One page's end of the browser stream. Runs statements and follows sessions; goes on by itself
 * after the connection was away, from the next record on. A run is never sent twice: when its answer
 * got lost, the person is told to look.
 */
export class GatewayStream {
  readonly #socket: StreamSocket;
  readonly #following = new Map<string, Following>();
  readonly #listeners = new Set<() => void>();
  readonly #requests: WatchedRequests;
  #early: Arrived[] = [];
  readonly #onSignedOut: () => void;
  #isSignedOut = false;
  #runsAsked = 0;
  #isAway = false;

  constructor(socket: StreamSocket, signedOut: () => void) {
    this.#socket = socket;
    this.#onSignedOut = signedOut;
    this.#requests = new WatchedRequests(socket);
    socket.on("connect", () => {
      this.#followAgain();
      this.#tell(false);
    });
    socket.on("disconnect", () => {
      this.#tell(true);
      this.#tryAgain();
    });
    socket.on("connect_error", (error) => {
      if (isSignedOut(error.message)) this.#signedOut();
      else this.#tryAgain();
      this.#tell(true);
    });
    socket.on("records", ({ sessionId, index, timesMs }, ...frames) => {
      for (const [at, frame] of frames.entries()) {
        this.#takeRecord({ sessionId, index: index + at, timeMs: timesMs[at] ?? 0, frame });
      }
    });
    socket.on("session.over", (sessionId) => this.#finish(sessionId)?.over());
    socket.on("session.lost", (sessionId, refusal) => this.#finish(sessionId)?.lost(refusal));
    socket.on("signin.ended", () => this.#signedOut());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls it whenever lists of requests may have changed; the answer ends that. */
  onRequestsChanged(listener: () => void): () => void {
    return this.#requests.onAny(listener);
  }

  /** Calls it whenever this request may have changed; the answer ends that. */
  onRequestChanged(requestId: string, listener: RequestListener): () => void {
    return this.#requests.on(requestId, listener);
  }

  /** Resolves with true once connected, with false when that takes too long. */
  ready(): Promise<boolean> {
    if (this.#socket.connected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (isOnline: boolean) => {
        clearTimeout(timer);
        stop();
        resolve(isOnline);
      };
      const stop = this.subscribe(() => this.#socket.connected && settle(true));
      const timer = setTimeout(() => settle(false), streamLimits.connectMsMax);
    });
  }

  /** True while the connection is lost or cannot be made; not while the first one is being made. */
  readonly isAway = (): boolean => this.#isAway;

  /** Submits a statement once and follows its session from record 0, unless it is held. */
  run(input: RunInput, reader: Reader): Promise<RunOutcome> {
    return this.#submit(reader, (answered) =>
      this.#socket.timeout(streamLimits.answerMsMax).emit("session.run", input, answered),
    );
  }

  /** Runs an approved request of one's own, as the session it was held for, and follows that. */
  runApproved(requestId: string, reader: Reader): Promise<RunOutcome> {
    return this.#submit(reader, (answered) =>
      this.#socket
        .timeout(streamLimits.answerMsMax)
        .emit("session.runApproved", { requestId }, answered),
    );
  }

  /** Follows a session, live or recorded, from record 0. Ends with `over` or `lost`, or by the answer. */
  follow(sessionId: string, reader: Reader): () => void {
    this.#following.set(sessionId, newFollowing(reader));
    if (this.#socket.connected) void this.#askToFollow(sessionId);
    return () => this.unfollow(sessionId, reader);
  }

  /** Reads no further. A session that runs goes on: it is recorded without a reader too. */
  unfollow(sessionId: string, reader: Reader): void {
    if (this.#following.get(sessionId)?.reader !== reader) return;
    this.#following.delete(sessionId);
    if (this.#socket.connected) this.#socket.emit("session.unfollow", { sessionId });
  }

  /** Asks that a running session be cancelled; `null` when the gateway will do it. */
  async cancel(sessionId: string): Promise<PublicRefusal | null> {
    const answer = await this.#ask<{ state: string }>((answered) => {
      this.#socket
        .timeout(streamLimits.answerMsMax)
        .emit("session.cancel", { sessionId }, (error, answer) => answered(error, answer));
    });
    return answer.ok ? null : answer.refusal;
  }

  async #submit(reader: Reader, send: Send<RunAnswer>): Promise<RunOutcome> {
    if (!this.#socket.connected) return { kind: "refused", refusal: notSent() };
    this.#runsAsked += 1;
    try {
      const answer = await this.#ask(send);
      if (!answer.ok) return { kind: "refused", refusal: answer.refusal };
      const { sessionId, requestId } = answer.value;
      if (requestId !== null) return { kind: "held", sessionId, requestId };
      this.#start(sessionId, reader);
      return { kind: "running", sessionId };
    } finally {
      this.#runsAsked -= 1;
      if (this.#runsAsked === 0) this.#early = [];
    }
  }

  #ask<T>(send: Send<T>): Promise<Answer<T>> {
    return new Promise((resolve) => {
      send((error, answer) =>
        resolve(error === null ? answer : { ok: false, refusal: noAnswer() }),
      );
    });
  }

  #start(sessionId: string, reader: Reader): void {
    const following = newFollowing(reader);
    this.#following.set(sessionId, following);
    this.#socket.emit("session.credit", { sessionId, upTo: following.granted });
    for (const record of this.#early.filter((early) => early.sessionId === sessionId)) {
      this.#takeRecord(record);
    }
  }

  #takeRecord(record: Arrived): void {
    const { sessionId, index, timeMs, frame } = record;
    const following = this.#following.get(sessionId);
    if (following === undefined) {
      const isExpected = this.#runsAsked > 0 && this.#early.length < streamLimits.earlyRecordsMax;
      if (isExpected) this.#early.push(record);
      return;
    }
    // Below: sent again after a reconnect. Above: one was lost, so all from there on are asked for again.
    if (index < following.nextIndex) return;
    if (index > following.nextIndex) {
      if (!following.isAsking) void this.#askToFollow(sessionId);
      return;
    }
    following.isAsking = false;
    following.nextIndex = index + 1;
    if (!following.reader.accept(index, timeMs, frame)) {
      this.unfollow(sessionId, following.reader);
      return;
    }
    this.#grant(sessionId, following);
  }

  #grant(sessionId: string, following: Following): void {
    const upTo = nextCredit(following.nextIndex, following.granted);
    if (upTo === null) return;
    following.granted = upTo;
    this.#socket.emit("session.credit", { sessionId, upTo });
  }

  #followAgain(): void {
    for (const sessionId of this.#following.keys()) void this.#askToFollow(sessionId);
  }

  async #askToFollow(sessionId: string): Promise<void> {
    const following = this.#following.get(sessionId);
    if (following === undefined) return;
    following.isAsking = true;
    following.granted = firstCredit(following.nextIndex);
    const ask = { sessionId, from: following.nextIndex, upTo: following.granted };
    const answer = await this.#ask<{ open: boolean }>((answered) => {
      this.#socket
        .timeout(streamLimits.answerMsMax)
        .emit("session.follow", ask, (error, answer) => answered(error, answer));
    });
    // Without a connection the next one asks again; only a word of the gateway ends the following.
    if (answer.ok || !this.#socket.connected || this.#following.get(sessionId) !== following)
      return;
    this.#finish(sessionId)?.lost(answer.refusal);
  }

  /** Where the gateway itself closed or refused the connection, Socket.IO does not try again. */
  #tryAgain(): void {
    if (this.#socket.active || this.#isSignedOut) return;
    setTimeout(() => this.#isSignedOut || this.#socket.connect(), streamLimits.againMs);
  }

  #signedOut(): void {
    this.#isSignedOut = true;
    this.#onSignedOut();
  }

  #finish(sessionId: string): Reader | undefined {
    const reader = this.#following.get(sessionId)?.reader;
    this.#following.delete(sessionId);
    return reader;
  }

  #tell(isAway: boolean): void {
    this.#isAway = isAway;
    for (const listener of this.#listeners) listener();
  }
}

function newFollowing(reader: Reader): Following {
  return { reader, nextIndex: 0, granted: firstCredit(0), isAsking: false };
}

function isSignedOut(code: string): boolean {
  return code.startsWith("SIGNIN.");
}

function notSent(): PublicRefusal {
  return publicRefusal("STREAM.OFFLINE", "This page has no connection to the gateway right now.");
}

function noAnswer(): PublicRefusal {
  return publicRefusal("STREAM.LOST", "The connection was lost before the gateway answered.");
}
