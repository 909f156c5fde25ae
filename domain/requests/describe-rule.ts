import type { AccessRule, Needs, RuleCommands, RuleScope } from "./access-rule";
import { counted, listInWords, timeInWords } from "./words";

/** A rule as it is written, before it has an id and a version. */
export type RuleDraft = Omit<AccessRule, "id" | "version">;

const NAMED_MAX = 4;

/** What the rule means, in one sentence. What is as in every new rule is left out. */
export function describeRule(rule: Omit<RuleDraft, "name" | "enabled">): string {
  const asked = [
    `${subjectOf(rule.needs)} ${whoseCommands(rule.commands)} ${scopeInWords(rule.scope)}`,
    `needs ${approvalInWords(rule)}`,
  ].join(" ");
  const further = furtherTerms(rule);
  return `${[asked, ...(further.length > 0 ? [further.join(", ")] : [])].join("; ")}.`;
}

function subjectOf(needs: Needs): string {
  switch (needs.kind) {
    case "all":
      return "Anyone";
    case "groups":
      return needs.groups.length === 0 ? "Nobody" : `Anyone in ${someOf(needs.groups, "or")}`;
    case "all-but":
      return needs.groups.length === 0 ? "Anyone" : `Anyone but ${someOf(needs.groups, "and")}`;
  }
}

const COMMANDS: Readonly<Record<RuleCommands, string>> = {
  all: "who runs anything on",
  writes: "who writes on",
  schema: "who changes the schema on",
  guardrail: "who runs what a guardrail sends for approval on",
};

function whoseCommands(commands: RuleCommands): string {
  return COMMANDS[commands];
}

function scopeInWords({ connections, tags }: RuleScope): string {
  const named = connections.length > 0 ? [someOf(connections, "or")] : [];
  const tagged = tags.length > 0 ? [`a connection tagged ${someOf(tags, "or")}`] : [];
  return listInWords([...named, ...tagged], "or") || "no connection";
}

function approvalInWords(rule: Omit<RuleDraft, "name" | "enabled">): string {
  const approvers = approversInWords(rule);
  const within = `within ${timeInWords(rule.timeoutSeconds)}`;
  if (rule.kind === "action") return `${approvers} to approve ${within}`;
  const window = `a window of at most ${timeInWords(rule.durationSecondsMax)}`;
  return `${approvers} to approve ${window}, ${within} of asking`;
}

function approversInWords({
  approverGroups,
  approvals,
}: Pick<RuleDraft, "approverGroups" | "approvals">): string {
  if (approverGroups.length === 0) return "somebody of no group";
  if (approvals.kind === "each" && approverGroups.length > 1) {
    return `one member of each of ${someOf(approverGroups, "and")}`;
  }
  const count = approvals.kind === "count" ? approvals.count : 1;
  const members = count === 1 ? "one member" : counted(count, "member");
  return `${members} of ${someOf(approverGroups, "or")}`;
}

function furtherTerms(rule: Omit<RuleDraft, "name" | "enabled">): string[] {
  const { reasonRequired, breakGlassGroups, adminsApproveThemselves, selfApproval } = rule;
  return [
    ...(reasonRequired ? ["a reason is required"] : []),
    ...(breakGlassGroups.length > 0
      ? [`members of ${someOf(breakGlassGroups, "or")} may act at once`]
      : []),
    ...(adminsApproveThemselves ? [] : ["admins do not approve their own"]),
    ...(selfApproval ? ["approvers may approve their own"] : []),
  ];
}

function someOf(words: readonly string[], joint: "and" | "or"): string {
  return listInWords(words, joint, NAMED_MAX);
}
