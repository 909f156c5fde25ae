import type { AccessMode, Connection } from "../connections/connection";
import { holds, may } from "../people/permission";
import type { Actor, GroupName } from "../people/user";

/** Every answer to "may this person use this connection in this mode?". Nothing else may answer it. */
export type AccessDecision =
  | { readonly kind: "allow"; readonly grantedBy: GroupName | "role" }
  | { readonly kind: "deny"; readonly because: AccessDenial };

export type AccessDenial =
  | "user-inactive"
  | "role-cannot-run"
  | "not-in-access-group"
  | "mode-is-off";

export interface AccessQuestion {
  readonly actor: Actor;
  readonly connection: Connection;
  readonly mode: AccessMode;
}

/** Denials come first, strongest first; there is no path that allows by falling off the end. */
export function decideAccess({ actor, connection, mode }: AccessQuestion): AccessDecision {
  if (actor.status !== "active") return { kind: "deny", because: "user-inactive" };
  if (!may(actor, "connections:use")) return { kind: "deny", because: "role-cannot-run" };
  const grantedBy = accessGroupOf(actor, connection);
  if (grantedBy === null) return { kind: "deny", because: "not-in-access-group" };
  if (!connection.modes.includes(mode)) return { kind: "deny", because: "mode-is-off" };
  return { kind: "allow", grantedBy };
}

/** Whether the connection exists for this person at all; what one may not see is absent. */
export function maySeeConnection(actor: Actor, connection: Connection): boolean {
  if (actor.status !== "active") return false;
  if (may(actor, "connections:audit")) return true;
  return may(actor, "connections:see") && accessGroupOf(actor, connection) !== null;
}

/**
 * Admins pass access control by their role, and so does a key that acts as one: what it may do there is
 * its scopes' to say. Everyone else needs one of the access groups.
 */
function accessGroupOf(actor: Actor, connection: Connection): GroupName | "role" | null {
  if (holds(actor.role, "connections:manage")) return "role";
  return connection.accessGroups.find((group) => actor.groups.includes(group)) ?? null;
}
