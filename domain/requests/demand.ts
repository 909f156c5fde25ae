import { may } from "../people/permission";
import type { Actor, GroupName } from "../people/user";
import type { AccessRule, RuleTerms } from "./access-rule";
import type { RequestKind } from "./request";

/** What one rule asks of one request. It names its rule and the version it was read in. */
export interface Demand extends RuleTerms {
  readonly ruleId: string;
  readonly rule: string;
  readonly version: number;
  readonly kind: RequestKind;
}

export function demandOf(rule: AccessRule): Demand {
  const { id, name, version, kind, approverGroups, approvals, timeoutSeconds } = rule;
  const { durationSecondsMax, reasonRequired, breakGlassGroups } = rule;
  const { adminsApproveThemselves, selfApproval } = rule;
  return {
    ...{ ruleId: id, rule: name, version, kind, approverGroups, approvals, timeoutSeconds },
    ...{ durationSecondsMax, reasonRequired, breakGlassGroups },
    ...{ adminsApproveThemselves, selfApproval },
  };
}

/** All demands together: the strictest on every point. */
export interface JointTerms {
  readonly timeoutSeconds: number;
  readonly durationSecondsMax: number;
  readonly reasonRequired: boolean;
}

export function jointTerms(demands: readonly Demand[]): JointTerms {
  return {
    timeoutSeconds: Math.min(...demands.map((one) => one.timeoutSeconds)),
    durationSecondsMax: Math.min(...demands.map((one) => one.durationSecondsMax)),
    reasonRequired: demands.some((one) => one.reasonRequired),
  };
}

/** Every group that may decide, of whichever rule. */
export function approverGroupsOf(demands: readonly Demand[]): readonly GroupName[] {
  return [...new Set(demands.flatMap((one) => one.approverGroups))].sort();
}

/** May act at once: every rule that asks must let a group of theirs. */
export function mayBreakGlass(actor: Pick<Actor, "groups">, demands: readonly Demand[]): boolean {
  return (
    demands.length > 0 &&
    demands.every((one) => one.breakGlassGroups.some((group) => actor.groups.includes(group)))
  );
}

/** Admins' own requests approve themselves where every rule that asks says so. */
export function approvesItself(
  actor: Pick<Actor, "role" | "apiKey">,
  demands: readonly Demand[],
): boolean {
  return (
    demands.length > 0 &&
    may(actor, "requests:approveOwn") &&
    demands.every((one) => one.adminsApproveThemselves)
  );
}

/** The same rules in the same versions, in whichever order. */
export function sameDemands(one: readonly Demand[], other: readonly Demand[]): boolean {
  const names = (demands: readonly Demand[]) => ruleVersionsOf(demands).join(" ");
  return names(one) === names(other);
}

export function ruleVersionsOf(demands: readonly Demand[]): readonly string[] {
  return demands.map(({ ruleId, version }) => `${ruleId}@${version}`).sort();
}
