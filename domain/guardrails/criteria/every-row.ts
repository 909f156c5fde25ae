import type { StatementFacts } from "../../statements/facts";
import { type Answer, holds, MAY_BE } from "./reason";

/** UPDATE or DELETE that meets every row: without WHERE, or with one that is always true. */
export interface EveryRowCriterion {
  readonly kind: "every-row";
}

export function meetsEveryRow(statement: StatementFacts): Answer {
  if (statement.kind === "unknown") return MAY_BE;
  if (!statement.everyRow) return null;
  if (statement.where === "always-true") return holds("where-is-always-true");
  return holds(statement.where === "none" ? "no-where" : "every-row-goes");
}
