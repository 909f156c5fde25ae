import type { Actor } from "@/domain/people/user";
import { mayEndSession, maySeeSession } from "@/domain/policy/decide-session";
import { Refusal } from "@/domain/refusal";
import { isOpen, type SessionState } from "@/domain/sessions/session";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { sessionAbsent } from "./get-session";
import { type EndReason, type LiveSession, ownershipOf } from "./live-sessions";
import { findSession } from "./store";

/**
 * Cancels a running session in its target. Answers with the state it really ended in, so that two who
 * cancel at once, or one who comes too late, get the same true answer.
 */
export async function endSession(
  deps: Deps,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
  id: string,
): Promise<{ state: SessionState }> {
  const live = deps.live.find(id);
  if (live === null) return { state: await stateOfEnded(deps, actor, id) };
  const owned = ownershipOf(live);
  if (!maySeeSession(actor, owned)) throw sessionAbsent(id);
  if (!mayEndSession(actor, owned))
    throw new Refusal("ACCESS.ROLE", "You may not end this session.");
  if (actor.userId !== live.actor.userId) await recordEnd(deps, { actor, origin, live });
  return { state: await live.cancel(reasonOf(actor, live)) };
}

async function stateOfEnded(deps: Deps, actor: Actor, id: string): Promise<SessionState> {
  const session = await findSession(deps.db.read, id);
  if (session === null || !maySeeSession(actor, session)) throw sessionAbsent(id);
  if (session.state === "held") {
    throw new Refusal("REQUEST.NOT_ALLOWED", "It is held for a request: withdraw that instead.");
  }
  if (isOpen(session.state)) {
    throw new Refusal("SESSION.ELSEWHERE", "This session runs in another gateway.");
  }
  return session.state;
}

function reasonOf(actor: Actor, live: LiveSession): EndReason {
  if (actor.userId === live.actor.userId) {
    return { as: "cancelled", code: "SESSION.CANCELLED", because: "You cancelled the statement." };
  }
  return { as: "ended", code: "SESSION.ENDED_BY", because: `${actor.name} ended the session.` };
}

async function recordEnd(
  deps: Deps,
  ended: { readonly actor: Actor; readonly origin: string; readonly live: LiveSession },
): Promise<void> {
  const { actor, origin, live } = ended;
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor, origin, event: "session.ended", subject: live.id },
      after: { owner: live.actor.email, connection: live.connectionName },
    }),
  );
}
