import type { StatementFacts } from "../../statements/facts";
import { relationFits } from "../glob";
import { type Answer, holds, MAY_BE } from "./reason";

export const RELATION_ACCESSES = ["any", "read", "write"] as const;
export type RelationAccess = (typeof RELATION_ACCESSES)[number];

/** One of these relations is read, written, or either. `schema.table`, or `table` in any schema. */
export interface RelationsCriterion {
  readonly kind: "relations";
  readonly names: readonly string[];
  readonly access: RelationAccess;
}

export function touchesRelation(
  { names, access }: RelationsCriterion,
  statement: StatementFacts,
): Answer {
  const found = statement.relations.find(
    (one) =>
      (access === "any" || one.access === access) && names.some((name) => relationFits(name, one)),
  );
  if (found !== undefined) {
    const { schema, name } = found;
    return holds("relation-is-named", schema === null ? name : `${schema}.${name}`);
  }
  return statement.kind === "unknown" ? MAY_BE : null;
}
