import type { StatementFacts } from "../../statements/facts";
import { relationFits } from "../glob";
import { type Answer, holds, MAY_BE } from "./reason";

/** Rows are given back without LIMIT, of one of these relations, or of any when none is named. */
export interface NoLimitCriterion {
  readonly kind: "no-limit";
  readonly names: readonly string[];
}

export function readsWithoutLimit({ names }: NoLimitCriterion, statement: StatementFacts): Answer {
  if (statement.kind === "unknown") return MAY_BE;
  if (statement.hasLimit !== false) return null;
  const read = statement.relations.find(
    (one) => names.length === 0 || names.some((name) => relationFits(name, one)),
  );
  return read === undefined ? null : holds("no-limit", read.name);
}
