import type { Relation, StatementFacts } from "../../statements/facts";
import { relationFitsAny } from "../glob";
import type { SeenStatement } from "../seen-at-target";
import { type Answer, holds, MAY_BE } from "./reason";

export const RELATION_ACCESSES = ["any", "read", "write"] as const;
export type RelationAccess = (typeof RELATION_ACCESSES)[number];

/** One of these relations is read, written, or either. `schema.table`, or `table` in any schema. */
export interface RelationsCriterion {
  readonly kind: "relations";
  readonly names: readonly string[];
  readonly access: RelationAccess;
}

/** By name, and where the target was asked also through a view, a rule, a parent or a child. */
export function touchesRelation(
  { names, access }: RelationsCriterion,
  statement: StatementFacts,
  seen: SeenStatement | null,
): Answer {
  const isMeant = (one: Relation) =>
    (access === "any" || one.access === access) && relationFitsAny(names, one);
  const found = statement.relations.find(isMeant);
  if (found !== undefined) return holds("relation-is-named", nameOf(found));
  const reached = seen?.reached?.find(isMeant);
  if (reached !== undefined) return holds("relation-is-reached", leadsTo(reached));
  const [byText] = access === "write" ? [] : statement.readsByText;
  if (byText !== undefined) return holds("relation-by-text", byText);
  if (seen?.reached === null) return holds("relation-may-be-reached");
  return statement.kind === "unknown" ? MAY_BE : null;
}

function nameOf({ schema, name }: Pick<Relation, "schema" | "name">): string {
  return schema === null ? name : `${schema}.${name}`;
}

/** "public.board, which leads to pii.people". */
export function leadsTo(reached: Relation & { readonly through: string }): string {
  return `${reached.through}, which leads to ${nameOf(reached)}`;
}
