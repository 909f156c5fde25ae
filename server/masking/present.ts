import { scopeInWords } from "@/domain/guardrails/describe-guardrail";
import { describeMaskingRule } from "@/domain/masking/describe-masking-rule";
import type { UsesOfDay } from "./list-uses";
import type { MaskingRuleRecord } from "./masking-rule-record";
import type { MaskingPreviewAnswer } from "./preview-masking";

export function presentMaskingRule(rule: MaskingRuleRecord) {
  const { id, name, description, enabled, priority, version, scope, columns } = rule;
  const { comparisons, comparisonsPerDay, detectors, replacements, builtInColumns } = rule;
  const { kinds, examples, exemptGroups } = rule;
  return {
    ...{ id, name, description, enabled, priority, version, scope, columns, detectors },
    ...{ comparisons, comparisonsPerDay, replacements, builtInColumns, exemptGroups },
    ...{ kinds, examples },
    where: scopeInWords(scope),
    sentence: describeMaskingRule(rule),
  };
}

export function presentMaskingRuleDetail(rule: MaskingRuleRecord) {
  const { createdAt, updatedAt } = rule;
  return { ...presentMaskingRule(rule), createdAt, updatedAt };
}

export function presentUses({ day, perDay, uses }: UsesOfDay) {
  return { day, perDay, uses: uses.map(({ name, email, used }) => ({ name, email, used })) };
}

export function presentPreview({ sample, maskedBy }: MaskingPreviewAnswer) {
  return {
    ...{ columns: sample.columns, rows: sample.rows },
    maskedBy: maskedBy.map(({ id, name, isExempt }) => ({ id, name, isExempt })),
  };
}
