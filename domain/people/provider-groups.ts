import type { GroupName } from "./user";

export const PROVIDER_GROUP_LIMITS = { groupsMax: 1000, nameCharactersMax: 100 } as const;

export interface ProviderGroups {
  readonly groups: readonly GroupName[];
  /** How many were left out because a limit was reached or a name cannot be one. */
  readonly dropped: number;
}

/**
 * The groups that an identity provider sends. A claim that is absent, or not a list of texts, means no
 * groups: removals must reach us. The claim's name may be a path (`realm_access.roles`).
 */
export function groupsFromClaims(claims: unknown, claimName: string): ProviderGroups {
  const value = valueAt(claims, claimName);
  const sent: readonly unknown[] = typeof value === "string" ? [value] : toList(value);
  const names = sent.filter(isGroupName);
  const groups = [...new Set(names)].slice(0, PROVIDER_GROUP_LIMITS.groupsMax);
  return { groups, dropped: sent.length - names.length + (new Set(names).size - groups.length) };
}

/** Whether the claim is there at all; when it is not, userinfo may still hold it. */
export function hasClaim(claims: unknown, claimName: string): boolean {
  return valueAt(claims, claimName) !== undefined;
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isGroupName(value: unknown): value is GroupName {
  return (
    typeof value === "string" &&
    value.trim() === value &&
    value.length > 0 &&
    value.length <= PROVIDER_GROUP_LIMITS.nameCharactersMax
  );
}

/** The whole name first, because some providers name claims by URL; then the path along its dots. */
function valueAt(claims: unknown, name: string): unknown {
  const whole = fieldOf(claims, name);
  if (whole !== undefined) return whole;
  return name.split(".").reduce<unknown>(fieldOf, claims);
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
