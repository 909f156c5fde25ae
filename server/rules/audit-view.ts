import type { Approvals, Needs } from "@/domain/requests/access-rule";
import type { WrittenRule } from "./rule-record";

/** What the audit trail shows of a rule. */
export function auditView(rule: WrittenRule) {
  const { name, description, enabled, kind, scope, commands, approverGroups } = rule;
  const { timeoutSeconds, durationSecondsMax, reasonRequired, breakGlassGroups } = rule;
  const { adminsApproveThemselves, selfApproval, tells } = rule;
  return {
    ...{ name, description, enabled, kind, commands, needs: needsInWords(rule.needs) },
    ...{ connections: [...scope.connections].sort(), tags: [...scope.tags].sort() },
    ...{ approverGroups: [...approverGroups].sort(), approvals: approvalsInWords(rule.approvals) },
    ...{ timeoutSeconds, durationSecondsMax, reasonRequired },
    ...{ breakGlassGroups: [...breakGlassGroups].sort(), adminsApproveThemselves, selfApproval },
    tells: [...tells].sort(),
  };
}

function needsInWords(needs: Needs): string {
  return needs.kind === "all" ? "all" : `${needs.kind}: ${[...needs.groups].sort().join(", ")}`;
}

function approvalsInWords(approvals: Approvals): string {
  return approvals.kind === "count" ? String(approvals.count) : approvals.kind;
}
