import { matchesGlob } from "../glob";
import { type ColumnMaskingRule, type ComparisonDemand, strictest } from "../masking-rule";
import type { Attack, Found, Material, ProbedColumn, Verdict } from "./probe";

/** How an attack ended that went the way of a session. */
export interface AttackEnd {
  readonly state: string;
  readonly code: string | null;
  readonly found: Found | null;
}

/** A probe only reads, waits for nobody, and may not reach the target, or its catalogue, at all. */
const NOT_TRIED =
  /^(?:MASKING\.FAILED$|STATEMENT\.|TARGET\.(?!ERROR$)|LIMIT\.TIME$|SESSION\.|AGENT\.|INTERNAL\.)/;
/** Ends of what was run: the target said no, or more came than is looked at. */
const RAN = new Set<string | null>([null, "TARGET.ERROR", "LIMIT.ROWS", "LIMIT.BYTES"]);

/**
 * What its end says of an attack; `null` where only the same statement without masking tells whether
 * it would have shown anything at all.
 */
export function verdictOfEnd(
  attack: Attack,
  { code, found }: AttackEnd,
  demand: ComparisonDemand | null,
): Verdict | null {
  if (found !== null) return { outcome: "leaked", code, found };
  if (code === "MASKING.COMPARED" && demand === "count" && attack.class === "guess") {
    return { outcome: "guessable", code: "count", found: null };
  }
  if (code !== null && NOT_TRIED.test(code)) return { outcome: "not-tried", code, found: null };
  if (!RAN.has(code)) return { outcome: "refused", code, found: null };
  if (attack.class !== "guess") return null;
  const outcome = code === "TARGET.ERROR" ? "not-tried" : "guessable";
  return { outcome, code, found: null };
}

/** `inClear`: what the same statement showed where nothing was masked. */
export function verdictBeside(inClear: Found | null): Verdict {
  return { outcome: inClear === null ? "harmless" : "masked", code: null, found: null };
}

/** Only where there is something to look for can an attack on a value be judged. */
export function needsMaterial(attack: Attack, material: Material): boolean {
  return material !== "usable" && (attack.class !== "guess" || isNothing(material));
}

function isNothing(material: Material): boolean {
  return material === "empty" || material === "unread" || material === "unknown";
}

/** What the strictest of the rules that name a column asks of comparisons of it. */
export function demandOn(
  { schema, table, column }: Pick<ProbedColumn, "schema" | "table" | "column">,
  rules: readonly ColumnMaskingRule[],
): ComparisonDemand | null {
  const about = rules.filter((rule) => covers(rule, { schema, table, column }));
  return strictest(about.map(({ comparisons }) => comparisons));
}

export function isProtected(
  column: Pick<ProbedColumn, "schema" | "table" | "column">,
  rules: readonly ColumnMaskingRule[],
): boolean {
  return rules.some((rule) => covers(rule, column));
}

function covers(
  rule: ColumnMaskingRule,
  { schema, table, column }: Pick<ProbedColumn, "schema" | "table" | "column">,
): boolean {
  return (
    matchesGlob(rule.schema, schema) &&
    matchesGlob(rule.table, table) &&
    matchesGlob(rule.column, column)
  );
}
