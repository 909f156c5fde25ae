import { describeRule } from "@/domain/requests/describe-rule";
import type { AssessedRule, ConnectionRules } from "./get-rule";
import type { PreviewAnswer } from "./preview-rule";

export function presentRule({ rule, faults }: AssessedRule) {
  const { id, name, description, enabled, kind, version, ownConnection } = rule;
  return {
    ...{ id, name, description, enabled, kind, version, ownConnection },
    sentence: describeRule(rule),
    faults: faults.map(({ because }) => because),
  };
}

export function presentRuleDetail(assessed: AssessedRule) {
  const { scope, commands, needs, approverGroups, approvals, createdAt, updatedAt } = assessed.rule;
  const { timeoutSeconds, durationSecondsMax, reasonRequired, breakGlassGroups } = assessed.rule;
  const { adminsApproveThemselves, selfApproval, tells } = assessed.rule;
  return {
    ...presentRule(assessed),
    ...{ scope, commands, needs, approverGroups, approvals, createdAt, updatedAt },
    ...{ timeoutSeconds, durationSecondsMax, reasonRequired, breakGlassGroups },
    ...{ adminsApproveThemselves, selfApproval, tells },
  };
}

export function presentRulesOfConnection({ own, others }: ConnectionRules) {
  return {
    own: own === null ? null : presentRuleDetail(own),
    others: others.map((rule) => ({
      ...{ id: rule.id, name: rule.name, kind: rule.kind, sentence: describeRule(rule) },
    })),
  };
}

export function presentPreview({ sentence, faults, approvers, connections }: PreviewAnswer) {
  return {
    ...{ sentence, faults: faults.map(({ at, because }) => ({ at, because })) },
    approvers: {
      total: approvers.total,
      rows: approvers.rows.map(({ id, name, groups }) => ({ id, name, groups: [...groups] })),
    },
    connections: { names: [...connections.names], total: connections.total },
  };
}
