import type { GroupName } from "./user";

/** What one may do in Gatehouse itself, strongest first. */
export const ROLES = ["admin", "auditor", "approver", "member"] as const;
export type Role = (typeof ROLES)[number];

/** One line of the role mapping: a group, or every group that starts with a prefix, gives a role. */
export interface RoleMapping {
  readonly match: "exact" | "prefix";
  readonly group: GroupName;
  readonly role: Exclude<Role, "member">;
}

export const DEFAULT_ROLE_MAPPINGS: readonly RoleMapping[] = [
  { match: "exact", group: "admin", role: "admin" },
  { match: "exact", group: "auditor", role: "auditor" },
  { match: "prefix", group: "approver-", role: "approver" },
];

/** The strongest role that one of the groups gives; a person in no mapped group is a member. */
export function roleOf(groups: readonly GroupName[], mappings: readonly RoleMapping[]): Role {
  const given: readonly Role[] = mappings
    .filter((mapping) => groups.some((group) => gives(mapping, group)))
    .map((mapping) => mapping.role);
  return ROLES.find((role) => given.includes(role)) ?? "member";
}

function gives(mapping: RoleMapping, group: GroupName): boolean {
  return mapping.match === "exact" ? group === mapping.group : group.startsWith(mapping.group);
}
