import { holds } from "../people/permission";
import type { Actor, UserId } from "../people/user";

export interface SessionOwnership {
  /** `null` once the person was deleted. */
  readonly ownerId: UserId | null;
}

/** A member sees their own sessions only; admins and auditors see every one. */
export function maySeeSession(actor: Actor, session: SessionOwnership): boolean {
  if (actor.status !== "active") return false;
  if (holds(actor.role, "sessions:seeAll")) return true;
  return holds(actor.role, "sessions:see") && session.ownerId === actor.userId;
}

/** The owner and admins may end a running session. */
export function mayEndSession(actor: Actor, session: SessionOwnership): boolean {
  if (actor.status !== "active") return false;
  if (holds(actor.role, "sessions:endAny")) return true;
  return holds(actor.role, "sessions:run") && session.ownerId === actor.userId;
}
