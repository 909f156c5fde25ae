import { may } from "../people/permission";
import type { Actor, CameBy, UserId } from "../people/user";

export interface SessionOwnership {
  /** `null` once the person was deleted. */
  readonly ownerId: UserId | null;
  /** What started it: a sign-in or an API key. */
  readonly signInId: CameBy | null;
}

/** Which sessions are an actor's own: every one of a person's, or only what one key ran. */
export interface OwnSessions {
  readonly ownerId: UserId;
  readonly signInId: CameBy | null;
}

/** A key reads its person's other sessions only where it acts as them and has the scope to read. */
export function ownSessionsOf({ userId, apiKey }: Actor): OwnSessions {
  const readsAll =
    apiKey === undefined || (apiKey.isBound && apiKey.scopes.includes("sessions:read"));
  return { ownerId: userId, signInId: readsAll ? null : apiKey.id };
}

/** A member sees their own sessions only; admins and auditors see every one. */
export function maySeeSession(actor: Actor, session: SessionOwnership): boolean {
  if (actor.status !== "active") return false;
  if (may(actor, "sessions:seeAll")) return true;
  return may(actor, "sessions:see") && isOwn(actor, session);
}

/** The owner and admins may end a running session. */
export function mayEndSession(actor: Actor, session: SessionOwnership): boolean {
  if (actor.status !== "active") return false;
  if (may(actor, "sessions:endAny")) return true;
  return may(actor, "sessions:run") && isOwn(actor, session);
}

function isOwn(actor: Actor, session: SessionOwnership): boolean {
  const own = ownSessionsOf(actor);
  if (session.ownerId !== own.ownerId) return false;
  return own.signInId === null || session.signInId === own.signInId;
}
