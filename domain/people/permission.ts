import { scopesOpen } from "./key-scope";
import type { Role } from "./role";
import type { Actor } from "./user";

/**
 * Every permission and the roles that hold it. The only place that knows roles by name.
 * `own` rights ("sessions:read") are narrowed further by the policy: a member reads their own.
 */
export const PERMISSIONS = {
  "connections:see": ["admin", "auditor", "member"],
  "connections:use": ["admin", "member"],
  "connections:manage": ["admin"],
  "connections:audit": ["admin", "auditor"],
  "agents:see": ["admin", "auditor"],
  "agents:manage": ["admin"],
  "sessions:see": ["admin", "auditor", "member"],
  "sessions:seeAll": ["admin", "auditor"],
  "sessions:run": ["admin", "member"],
  "sessions:endAny": ["admin"],
  "apiKeys:see": ["admin", "auditor", "member"],
  "apiKeys:seeAll": ["admin", "auditor"],
  "apiKeys:own": ["admin", "member"],
  "apiKeys:manage": ["admin"],
  "people:see": ["admin", "auditor"],
  "people:manage": ["admin"],
  "access:see": ["admin", "auditor"],
  "access:manage": ["admin"],
  /** About oneself; about others only where people are seen too. */
  "access:why": ["admin", "auditor", "member"],
  "audit:see": ["admin", "auditor"],
  // Members see and decide reviews of groups they own; for everyone else of them there are none.
  "reviews:see": ["admin", "auditor", "member"],
  "reviews:seeAll": ["admin", "auditor"],
  "reviews:decide": ["admin", "member"],
  "reviews:manage": ["admin"],
  // Requests: approvers and members see those they made and those a group of theirs decides.
  "requests:see": ["admin", "auditor", "approver", "member"],
  "requests:seeAll": ["admin", "auditor"],
  "requests:ask": ["admin", "member"],
  "requests:decide": ["admin", "approver", "member"],
  /** Narrowed by the policy to who asked and who decides. */
  "requests:preview": ["admin", "approver", "member"],
  "requests:endAny": ["admin"],
  /** Where every rule that asks lets it: an admin's own requests approve themselves. */
  "requests:approveOwn": ["admin"],
  "rules:see": ["admin", "auditor"],
  "rules:manage": ["admin"],
  "guardrails:see": ["admin", "auditor"],
  "guardrails:manage": ["admin"],
  "masking:see": ["admin", "auditor"],
  "masking:manage": ["admin"],
  "integrations:see": ["admin", "auditor"],
  "integrations:manage": ["admin"],
  "demo:remove": ["admin"],
  /** Whoever is signed in searches; what is found, each noun's own list decides. */
  "palette:use": ["admin", "auditor", "approver", "member"],
  "account:own": ["admin", "auditor", "approver", "member"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function holds(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}

/** Whether this actor may: the role holds it, and where a key acts, a scope of the key opens it. */
export function may(actor: Pick<Actor, "role" | "apiKey">, permission: Permission): boolean {
  if (!holds(actor.role, permission)) return false;
  return actor.apiKey === undefined || scopesOpen(actor.apiKey.scopes, permission);
}
