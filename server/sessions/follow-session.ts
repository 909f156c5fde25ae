import type { Actor } from "@/domain/people/user";
import { maySeeSession } from "@/domain/policy/decide-session";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { RecordingFollower } from "./follow-recording";
import { requireSession, sessionAbsent } from "./get-session";
import { type Follower, type Following, ownershipOf } from "./live-sessions";

export interface FollowOrder {
  readonly actor: Actor;
  readonly origin: string;
  readonly sessionId: string;
  /** Called once the right to read is certain; says what is wanted and takes what comes. */
  readonly follower: (isOwner: boolean) => Follower;
}

export interface FollowStarted {
  /** Whether the session still runs. */
  readonly open: boolean;
  /** Begins to give records; called after the answer was sent, so that it comes first. */
  start(): Following;
}

/** Reads a session from any record on, live or from its recording. Others' reading is audited. */
export async function followSession(deps: Deps, order: FollowOrder): Promise<FollowStarted> {
  const { actor, sessionId } = order;
  const live = deps.live.find(sessionId);
  if (live === null) return await followRecorded(deps, order);
  if (!maySeeSession(actor, ownershipOf(live))) throw sessionAbsent(sessionId);
  const isOwner = live.actor.userId === actor.userId;
  if (!isOwner) await recordRead(deps, order, live.actor.email);
  return { open: true, start: () => live.follow(order.follower(isOwner)) };
}

async function followRecorded(deps: Deps, order: FollowOrder): Promise<FollowStarted> {
  const { actor, sessionId } = order;
  const session = await requireSession(deps, actor, sessionId);
  const { recording } = session;
  if (recording === null) {
    throw new Refusal("RECORDING.DAMAGED", "This session has no recording.");
  }
  const isOwner = session.ownerId === actor.userId;
  if (!isOwner) await recordRead(deps, order, session.ownerEmail);
  const { records, path } = recording;
  const source = {
    recorded: () => records,
    total: () => records,
    recent: () => null,
    read: (from: number) => deps.recordings.read(path, from),
    onMoved: () => {
      // Nobody is held back by the reader of a recording.
    },
  };
  return {
    open: false,
    start() {
      const following = new RecordingFollower(source, order.follower(isOwner));
      following.wake();
      return following;
    },
  };
}

async function recordRead(deps: Deps, order: FollowOrder, owner: string): Promise<void> {
  const { actor, origin, sessionId } = order;
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "recording.read", subject: sessionId },
      after: { owner },
    }),
  );
}
