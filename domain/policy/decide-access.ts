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

/** Of the person who is asked about: no more is looked at. */
export type AccessPerson = Pick<Actor, "status" | "role" | "groups" | "apiKey">;

export interface AccessQuestion {
  readonly actor: AccessPerson;
  readonly connection: Pick<Connection, "accessGroups" | "modes">;
  readonly mode: AccessMode;
}

/** One check of the decision and what came of it. Passed or not, it has a word for why. */
export type AccessStep =
  | { readonly passed: true; readonly because: "user-is-active" | "role-can-run" | "mode-is-on" }
  | { readonly passed: true; readonly because: "granted-by-role"; readonly group: "role" }
  | { readonly passed: true; readonly because: "in-access-group"; readonly group: GroupName }
  | { readonly passed: false; readonly because: AccessDenial };

/** Every check, strongest first: what decides, and what an explanation shows. */
export function stepsOfAccess({ actor, connection, mode }: AccessQuestion): readonly AccessStep[] {
  return [
    actor.status === "active"
      ? { passed: true, because: "user-is-active" }
      : { passed: false, because: "user-inactive" },
    may(actor, "connections:use")
      ? { passed: true, because: "role-can-run" }
      : { passed: false, because: "role-cannot-run" },
    groupStep(actor, connection),
    connection.modes.includes(mode)
      ? { passed: true, because: "mode-is-on" }
      : { passed: false, because: "mode-is-off" },
  ];
}

/** Admins pass access control by their role; everyone else needs one of the access groups. */
function groupStep(
  actor: AccessPerson,
  { accessGroups }: Pick<Connection, "accessGroups">,
): AccessStep {
  if (holds(actor.role, "connections:manage")) {
    return { passed: true, because: "granted-by-role", group: "role" };
  }
  const group = accessGroups.find((one) => actor.groups.includes(one));
  if (group === undefined) return { passed: false, because: "not-in-access-group" };
  return { passed: true, because: "in-access-group", group };
}

/** The first check that failed denies; there is no path that allows by falling off the end. */
export function decideSteps(steps: readonly AccessStep[]): AccessDecision {
  let grantedBy: GroupName | null = null;
  for (const step of steps) {
    if (!step.passed) return { kind: "deny", because: step.because };
    if ("group" in step) grantedBy = step.group;
  }
  if (grantedBy === null) return { kind: "deny", because: "not-in-access-group" };
  return { kind: "allow", grantedBy };
}

export function decideAccess(question: AccessQuestion): AccessDecision {
  return decideSteps(stepsOfAccess(question));
}

/** Which connections there are for a person: what a list is read by, and one connection judged by. */
export type ConnectionScope = "all" | "of-their-groups" | "none";

/** The connections that exist for this person; what one may not see is absent. */
export function connectionsVisibleTo(actor: AccessPerson): ConnectionScope {
  if (actor.status !== "active") return "none";
  if (may(actor, "connections:audit")) return "all";
  return may(actor, "connections:see") ? reachOf(actor) : "none";
}

/** The connections that this person may run on, in the modes that are on. */
export function connectionsUsableBy(actor: AccessPerson): ConnectionScope {
  if (actor.status !== "active") return "none";
  return may(actor, "connections:use") ? reachOf(actor) : "none";
}

/** Whether the connection exists for this person at all. */
export function maySeeConnection(
  actor: AccessPerson,
  connection: Pick<Connection, "accessGroups">,
): boolean {
  const scope = connectionsVisibleTo(actor);
  return scope === "of-their-groups" ? groupStep(actor, connection).passed : scope === "all";
}

/** Who manages connections passes access control by their role. */
function reachOf({ role }: AccessPerson): ConnectionScope {
  return holds(role, "connections:manage") ? "all" : "of-their-groups";
}
