import type { Column } from "../rows/column";
import { matchesGlob } from "./glob";
import type { ColumnPlan } from "./masker";
import type { AnyKind, ColumnMaskingRule, MaskingRules } from "./masking-rule";

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

/** One plan per column, in their order. A rule is stronger than the type; custom kinds are of any. */
export function planColumns(
  rules: MaskingRules,
  columns: readonly Column[],
): readonly ColumnPlan[] {
  return columns.map((column) => {
    const plan = planColumn(rules.columns, column);
    const isSearched = plan.kind === "pass" && rules.custom !== undefined;
    return isSearched ? { kind: "scan", only: "custom" } : plan;
  });
}

/** The plan in one word, as the description of the columns carries it to the reader. */
export function maskedAs(plan: ColumnPlan): "pass" | "scan" | AnyKind {
  return plan.kind === "whole" ? plan.as : plan.kind;
}

function planColumn(rules: readonly ColumnMaskingRule[], column: Column): ColumnPlan {
  const as = kindOfName(rules, column) ?? column.protectedAs ?? null;
  if (as !== null) {
    const isStored = column.isStored === true && column.protectedAs === as;
    return isStored ? { kind: "whole", as, isStored } : { kind: "whole", as };
  }
  return { kind: SAFE_TYPE_IDS.has(column.typeId) ? "pass" : "scan" };
}

/**
 * By the name that the result gives it. A rule on some tables alone speaks here only where nobody
 * could tell which table a column is of.
 */
function kindOfName(rules: readonly ColumnMaskingRule[], column: Column): AnyKind | null {
  const isKnown = column.protectedAs !== undefined;
  const rule = rules.find(
    (one) => matchesGlob(one.column, column.name) && !(isKnown && !isAnywhere(one)),
  );
  return rule?.kind ?? null;
}

function isAnywhere({ schema, table }: ColumnMaskingRule): boolean {
  return schema === "*" && table === "*";
}
