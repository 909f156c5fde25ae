import type { Actor, GroupName } from "../people/user";
import { RULE_LIMITS } from "./access-rule";
import type { RuleDraft } from "./describe-rule";
import { REQUEST_LIMITS } from "./request";
import { unmatchedGroups } from "./tally";
import { counted, listInWords, timeInWords } from "./words";

/** Somebody active who may decide, and which groups they are in. */
export type Decider = Pick<Actor, "userId" | "groups">;

/** So many of each group decide everything that is asked of this rule: more change no answer. */
export function decidersThatMatter({
  approverGroups,
  approvals,
}: Pick<RuleDraft, "approverGroups" | "approvals">): number {
  return approvals.kind === "count"
    ? Math.max(1, approvals.count)
    : Math.max(1, approverGroups.length);
}

export interface RuleFault {
  /** The part of the rule that is to be changed. */
  readonly at: "scope" | "commands" | "needs" | "approverGroups" | "approvals" | "times" | "limits";
  readonly because: string;
}

/** Why nobody could ever satisfy this rule, or it would never ask anybody; empty when it is sound. */
export function faultsOfRule(rule: RuleDraft, deciders: readonly Decider[]): readonly RuleFault[] {
  return [
    ...faultsOfScope(rule),
    ...faultsOfNeeds(rule),
    ...faultsOfCommands(rule),
    ...faultsOfApprovers(rule, deciders),
    ...faultsOfTimes(rule),
  ];
}

function faultsOfScope({ scope }: RuleDraft): RuleFault[] {
  const { connections, tags } = scope;
  const { connectionsMax, tagsMax } = RULE_LIMITS;
  const isEmpty = connections.length === 0 && tags.length === 0;
  return [
    ...faultIf(isEmpty, "scope", "It names no connection and no tag."),
    ...faultIf(
      connections.length > connectionsMax,
      "limits",
      `It names more than ${connectionsMax} connections; use a tag.`,
    ),
    ...faultIf(tags.length > tagsMax, "limits", `It names more than ${tagsMax} tags.`),
  ];
}

function faultsOfNeeds({ needs, approverGroups, breakGlassGroups }: RuleDraft): RuleFault[] {
  const { groupsMax } = RULE_LIMITS;
  const named = needs.kind === "all" ? [] : needs.groups;
  const isOfNobody = needs.kind === "groups" && named.length === 0;
  const isLong = [named, approverGroups, breakGlassGroups].some((all) => all.length > groupsMax);
  return [
    ...faultIf(isOfNobody, "needs", "It names no group that needs an approval."),
    ...faultIf(isLong, "limits", `It names more than ${groupsMax} groups for one thing.`),
  ];
}

/** A window is open or not before anybody knows what will be run in it. */
function faultsOfCommands({ kind, commands }: RuleDraft): RuleFault[] {
  return faultIf(
    kind === "jit" && commands !== "all",
    "commands",
    "A window is for all commands: what will be run in it is not known when it is asked for.",
  );
}

function faultsOfApprovers(rule: RuleDraft, deciders: readonly Decider[]): RuleFault[] {
  const { approvals } = rule;
  const groups = [...new Set(rule.approverGroups)];
  if (groups.length === 0) {
    return [{ at: "approverGroups", because: "No group approves." }];
  }
  const able = deciders.filter((one) => groups.some((group) => one.groups.includes(group)));
  if (able.length === 0) return [emptyGroups(groups)];
  if (approvals.kind === "each") return faultsOfMatching(groups, able);
  return approvals.kind === "count" ? faultsOfCount(approvals.count, able.length) : [];
}

function faultsOfMatching(groups: readonly GroupName[], able: readonly Decider[]): RuleFault[] {
  const empty = groups.filter((group) => !able.some((one) => one.groups.includes(group)));
  if (empty.length > 0) return [emptyGroups(empty)];
  const unmatched = unmatchedGroups(groups, able);
  if (unmatched.length === 0) return [];
  const people = counted(groups.length - unmatched.length, "person", "people");
  return [
    {
      at: "approvals",
      because: `One of each group needs ${groups.length} different people; the groups have ${people} who may stand for them.`,
    },
  ];
}

function faultsOfCount(count: number, able: number): RuleFault[] {
  const { approvalsMax } = RULE_LIMITS;
  if (!Number.isInteger(count) || count < 1 || count > approvalsMax) {
    return [{ at: "limits", because: `From 1 to ${approvalsMax} approvals may be asked for.` }];
  }
  const people = `${able} ${able === 1 ? "person" : "people"} in these groups may decide`;
  return faultIf(count > able, "approvals", `${count} approvals are asked for, and ${people}.`);
}

function faultsOfTimes({ kind, timeoutSeconds, durationSecondsMax }: RuleDraft): RuleFault[] {
  const { timeoutSecondsMin, timeoutSecondsMax, windowSecondsMin, windowSecondsMax } =
    REQUEST_LIMITS;
  const waits = isWithin(timeoutSeconds, timeoutSecondsMin, timeoutSecondsMax);
  const lasts = isWithin(durationSecondsMax, windowSecondsMin, windowSecondsMax);
  return [
    ...faultIf(!waits, "times", `A request waits ${span(timeoutSecondsMin, timeoutSecondsMax)}.`),
    ...faultIf(
      kind === "jit" && !lasts,
      "times",
      `A window lasts ${span(windowSecondsMin, windowSecondsMax)}.`,
    ),
  ];
}

function emptyGroups(groups: readonly GroupName[]): RuleFault {
  const verb = groups.length === 1 ? "has" : "have";
  const because = `${listInWords(groups, "and", 4)} ${verb} nobody active who may decide.`;
  return { at: "approverGroups", because };
}

function faultIf(is: boolean, at: RuleFault["at"], because: string): RuleFault[] {
  return is ? [{ at, because }] : [];
}

function isWithin(seconds: number, least: number, most: number): boolean {
  return Number.isInteger(seconds) && seconds >= least && seconds <= most;
}

function span(least: number, most: number): string {
  return `${timeInWords(least)} to ${timeInWords(most)}`;
}
