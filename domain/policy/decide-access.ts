import type { AccessMode, Connection } from "../connections/connection";
import { holds } from "../people/permission";
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
  if (!holds(actor.role, "connections:use")) return { kind: "deny", because: "role-cannot-run" };
  const grantedBy = accessGroupOf(actor, connection);
  if (grantedBy === null) return { kind: "deny", because: "not-in-access-group" };
  if (!connection.modes.includes(mode)) return { kind: "deny", because: "mode-is-off" };
  return { kind: "allow", grantedBy };
}

/** Which connections there are for a person: what a list is read by, and one connection judged by. */
export type ConnectionScope = "all" | "of-their-groups" | "none";

/** The connections that exist for this person; what one may not see is absent. */
export function connectionsVisibleTo(actor: Actor): ConnectionScope {
  if (actor.status !== "active") return "none";
  if (holds(actor.role, "connections:audit")) return "all";
  return holds(actor.role, "connections:see") ? reachOf(actor) : "none";
}

/** The connections that this person may run on, in the modes that are on. */
export function connectionsUsableBy(actor: Actor): ConnectionScope {
  if (actor.status !== "active") return "none";
  return holds(actor.role, "connections:use") ? reachOf(actor) : "none";
}

/** Whether the connection exists for this person at all. */
export function maySeeConnection(actor: Actor, connection: Connection): boolean {
  const scope = connectionsVisibleTo(actor);
  if (scope !== "of-their-groups") return scope === "all";
  return accessGroupOf(actor, connection) !== null;
}

function reachOf(actor: Actor): ConnectionScope {
  return holds(actor.role, "connections:manage") ? "all" : "of-their-groups";
}

/** Admins pass access control by their role; everyone else needs one of the access groups. */
function accessGroupOf(actor: Actor, connection: Connection): GroupName | "role" | null {
  if (holds(actor.role, "connections:manage")) return "role";
  return connection.accessGroups.find((group) => actor.groups.includes(group)) ?? null;
}
