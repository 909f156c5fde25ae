import type { Column } from "../rows/column";
import type { ColumnPlan } from "./masker";
import type { ColumnMaskingRule, MaskingRules, MaskKind } from "./masking-rule";

/**
 * PostgreSQL types whose text form cannot hold what a detector looks for. Everything that is not
 * here is searched: text, json, arrays, composites, bytea, inet, money, enums, types yet unknown.
 * int8, numeric and float8 are left out on purpose: they hold card numbers, digit for digit.
 */
const SAFE_TYPE_IDS: ReadonlySet<number> = new Set([
  16, // bool
  21, // int2
  23, // int4
  26, // oid
  700, // float4
  1082, // date
  1083, // time
  1114, // timestamp
  1184, // timestamptz
  1266, // timetz
  2950, // uuid
]);

/** One plan per column, in their order. A rule on the name is stronger than the type. */
export function planColumns(
  rules: MaskingRules,
  columns: readonly Column[],
): readonly ColumnPlan[] {
  return columns.map((column) => planColumn(rules.columns, column));
}

/** The plan in one word, as the description of the columns carries it to the reader. */
export function maskedAs(plan: ColumnPlan): "pass" | "scan" | MaskKind {
  return plan.kind === "whole" ? plan.as : plan.kind;
}

function planColumn(rules: readonly ColumnMaskingRule[], column: Column): ColumnPlan {
  const rule = rules.find(({ glob }) => matchesGlob(glob.toLowerCase(), column.name.toLowerCase()));
  if (rule !== undefined) return { kind: "whole", as: rule.kind };
  return { kind: SAFE_TYPE_IDS.has(column.typeId) ? "pass" : "scan" };
}

/**
 * Whether `*` (any run of characters) and literal characters of the glob cover the whole name.
 * Each literal part is taken at its leftmost place, which needs no backtracking.
 */
function matchesGlob(glob: string, name: string): boolean {
  const [first = "", ...rest] = glob.split("*");
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
