import type { AgentId, ConnectionId } from "@/domain/connections/connection";
import type { Actor, UserId } from "@/domain/people/user";
import type { RequestStanding } from "@/domain/policy/decide-request";
import type { SessionOwnership } from "@/domain/policy/decide-session";
import type { StoredRecord } from "@/domain/recording/recording-format";
import type { RefusalCode } from "@/domain/refusal";
import type { SessionState } from "@/domain/sessions/session";
import type { ResumeAnswer } from "@/protocol/agent-events";

/** Why somebody or something ends a running session. */
export interface EndReason {
  readonly as: "cancelled" | "ended";
  readonly code: RefusalCode;
  readonly because: string;
}

/** Somebody who reads a running session as it is recorded. */
export interface Follower {
  /** The session's owner holds the target back by their credit; other readers never do. */
  readonly isOwner: boolean;
  readonly from: number;
  readonly upTo: number;
  /** One record, in order, after it was recorded. */
  onRecord(record: StoredRecord): void;
  /** The last record was delivered and the session's row is closed. */
  onOver(records: number): void;
  /** True while no more can be taken; `following.wake()` says when that is over. */
  isFull(): boolean;
  /** The recording could not be read on. */
  onLost(error: unknown): void;
}

export interface Following {
  credit(upTo: number): void;
  wake(): void;
  stop(): void;
}

/** One command that runs now in this gateway. */
export interface LiveSession {
  readonly id: string;
  readonly actor: Actor;
  readonly connectionId: ConnectionId;
  readonly connectionName: string;
  readonly agentId: AgentId;
  /** The granted window it runs in: it ends with it. */
  readonly grantId: string | null;
  /** The request whose command it previews: who decides it needs no access to the connection. */
  readonly previewOf: RequestStanding | null;
  /** Resolves with the state it ended in, once its row and recording are closed. Never rejects. */
  readonly over: Promise<SessionState>;
  /** A frame from the agent. */
  accept(frame: Uint8Array): void;
  /** Asks the target to stop; the first reason given is the one recorded. Resolves like `over`. */
  cancel(reason: EndReason): Promise<SessionState>;
  follow(follower: Follower): Following;
  /** The agent is back and its next frame has this sequence. */
  resume(nextSequence: number): ResumeAnswer;
  /** The agent is away; unless it is back in time the session ends. */
  agentAway(): void;
  /** The agent is connected again and does not have this session: it waits no longer. */
  agentForgot(): void;
  /** Ends it here and now, whatever the agent does: this gateway stops. */
  interrupt(because: string): Promise<SessionState>;
}

/** What the policy asks of a session, whether it runs or is stored. */
export function ownershipOf({ actor }: Pick<LiveSession, "actor">): SessionOwnership {
  return { ownerId: actor.userId, signInId: actor.signInId };
}

export const LIVE_LIMITS = {
  /** Statements of one person that run at the same time, so that nobody takes an agent for themselves. */
  sessionsOfPersonMax: 100,
} as const;

/** The sessions that run in this gateway, by id. */
export interface LiveSessions {
  /** Once true, nothing new is opened. */
  readonly stopping: boolean;
  stop(): void;
  find(sessionId: string): LiveSession | null;
  all(): LiveSession[];
  /** Takes a place for one more session of this person; false when they have all of theirs. */
  takePlace(userId: UserId): boolean;
  /** Gives the place back of a session that was not opened after all. */
  leavePlace(userId: UserId): void;
  /** Its person's place was taken before. */
  add(session: LiveSession): void;
  /** Leaves its place as well. */
  remove(sessionId: string): void;
}

export function makeLiveSessions(): LiveSessions {
  const sessions = new Map<string, LiveSession>();
  const places = new Map<UserId, number>();
  let stopping = false;
  const leavePlace = (userId: UserId) => {
    const left = (places.get(userId) ?? 0) - 1;
    if (left > 0) places.set(userId, left);
    else places.delete(userId);
  };
  return {
    get stopping() {
      return stopping;
    },
    stop() {
      stopping = true;
    },
    find: (sessionId) => sessions.get(sessionId) ?? null,
    all: () => [...sessions.values()],
    takePlace(userId) {
      const taken = places.get(userId) ?? 0;
      if (taken >= LIVE_LIMITS.sessionsOfPersonMax) return false;
      places.set(userId, taken + 1);
      return true;
    },
    leavePlace,
    add: (session) => void sessions.set(session.id, session),
    remove(sessionId) {
      const session = sessions.get(sessionId);
      if (session === undefined) return;
      sessions.delete(sessionId);
      leavePlace(session.actor.userId);
    },
  };
}
