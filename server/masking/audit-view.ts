import type { CustomKindDefinition } from "@/domain/masking/custom/custom-kind";
import { counted } from "@/domain/requests/words";
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
    kinds: rule.kinds.map(definitionInWords).sort(),
    examples: rule.examples.length,
    exemptGroups: [...rule.exemptGroups].sort(),
  };
}

/** Words of a list may be people's: their number is enough. */
function definitionInWords(kind: CustomKindDefinition): string {
  const { name, patterns, words, context, ignoreCase, replacement } = kind;
  const parts = [
    ...patterns.map((pattern) => `pattern ${pattern}`),
    ...(words.length === 0 ? [] : [counted(words.length, "word")]),
    ...(context.length === 0 ? [] : [`behind ${context.join(", ")}`]),
    ...(ignoreCase ? ["in any case"] : []),
  ];
  return `${name}: ${[...parts, replacement].join("; ")}`;
}
