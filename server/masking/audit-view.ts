import type { WrittenMaskingRule } from "./masking-rule-record";

/** What the audit trail shows of a masking rule: names and patterns, which hold no value of a target. */
export function auditView(rule: WrittenMaskingRule) {
  const { name, description, enabled, scope, columns, comparisons, detectors } = rule;
  const { comparisonsPerDay } = rule;
  return {
    ...{
      name,
      description,
      enabled,
      comparisons,
      comparisonsPerDay,
      builtInColumns: rule.builtInColumns,
    },
    ...{ connections: [...scope.connections].sort(), tags: [...scope.tags].sort() },
    columns: columns.map(
      ({ schema, table, column, kind }) => `${schema}.${table}.${column}: ${kind}`,
    ),
    detectors: Object.entries(detectors)
      .map(([kind, said]) => `${kind}: ${said}`)
      .sort(),
    replacements: Object.entries(rule.replacements)
      .map(([kind, how]) => `${kind}: ${how}`)
      .sort(),
    exemptGroups: [...rule.exemptGroups].sort(),
  };
}
