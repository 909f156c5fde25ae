import { holds } from "./permission";
import { type RoleMapping, roleOf } from "./role";
import type { GroupName, UserId, UserStatus } from "./user";

/** What of a person decides whether they can administer. */
export interface Candidate {
  readonly id: UserId;
  readonly status: UserStatus;
  readonly groups: readonly GroupName[];
}

export type AdminObjection = "last-admin" | "own-admin";

/** Whoever may change people and is active: the ones who can still let others in. */
export function activeAdmins(
  people: readonly Candidate[],
  mappings: readonly RoleMapping[],
): UserId[] {
  return people
    .filter(({ status, groups }) => status === "active" && isAdminRole(groups, mappings))
    .map(({ id }) => id);
}

function isAdminRole(groups: readonly GroupName[], mappings: readonly RoleMapping[]): boolean {
  return holds(roleOf(groups, mappings), "people:manage");
}

/**
 * Why an admin may not make a change, judged by who would be admin after it; null when they may. It is
 * the same question at every door: status, deletion, groups of people, groups themselves, role mapping.
 * Only the identity provider may leave nobody.
 */
export function objectionToAdminChange(
  actor: UserId,
  adminsAfter: readonly UserId[],
): AdminObjection | null {
  if (adminsAfter.length === 0) return "last-admin";
  return adminsAfter.includes(actor) ? null : "own-admin";
}

/** A group whose people are admins, to let somebody in again by; null when no line of the mapping says so. */
export function adminGroupOf(mappings: readonly RoleMapping[]): GroupName | null {
  const lines = mappings.filter(({ role }) => holds(role, "people:manage"));
  const exact = lines.find(({ match }) => match === "exact");
  if (exact !== undefined) return exact.group;
  const [prefix] = lines;
  return prefix === undefined ? null : `${prefix.group}gatehouse`;
}
