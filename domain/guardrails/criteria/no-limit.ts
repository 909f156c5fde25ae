import type { Relation, StatementFacts } from "../../statements/facts";
import { relationFitsAny } from "../glob";
import type { SeenStatement } from "../seen-at-target";
import { type Answer, holds, MAY_BE } from "./reason";
import { leadsTo } from "./relations";

/** Rows are given back without LIMIT, of one of these relations, or of any when none is named. */
export interface NoLimitCriterion {
  readonly kind: "no-limit";
  readonly names: readonly string[];
}

export function readsWithoutLimit(
  { names }: NoLimitCriterion,
  statement: StatementFacts,
  seen: SeenStatement | null,
): Answer {
  if (statement.kind === "unknown") return MAY_BE;
  if (statement.hasLimit !== false) return null;
  const isMeant = (one: Relation) => names.length === 0 || relationFitsAny(names, one);
  const read = statement.relations.find(isMeant);
  if (read !== undefined) return holds("no-limit", read.name);
  if (names.length === 0) return null;
  const reached = seen?.reached?.find(isMeant);
  if (reached !== undefined) return holds("no-limit", leadsTo(reached));
  return seen?.reached === null ? holds("relation-may-be-reached") : null;
}
