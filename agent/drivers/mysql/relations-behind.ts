import type { ReachedRelation } from "@/domain/guardrails/seen-at-target";
import { isOfServer, type RelationFacts } from "@/domain/masking/mysql/shapes";
import { Refusal } from "@/domain/refusal";
import type { Relation } from "@/domain/statements/facts";
import type { RelationsBehind } from "../driver";
import type { MysqlLink } from "./connect";
import { type Named, namedByView, readRelations } from "./relations";

const UNREAD =
  "A guardrail is about relations, and what the target's catalogue says of those of the statement could not be read, so nothing was sent.";

/**
 * Which relations the named ones lead to: views, and what they read. A text may change the database that
 * names are of, so one without a schema is any of its name. Throws a Refusal when the catalogue cannot
 * be read, or does not show the text of a view.
 */
export async function relationsBehind(
  link: MysqlLink,
  named: readonly Relation[],
): Promise<RelationsBehind> {
  const found = await readRelations(link, named);
  if (found === null || found.some((one) => isHidden(one, found))) {
    throw new Refusal("GUARDRAIL.FAILED", UNREAD);
  }
  return (relation) =>
    found.filter((one) => isSame(one, relation)).flatMap((root) => behind(root, relation, found));
}

/** A view whose text, or what it reads, is not shown to this user. */
function isHidden(one: RelationFacts, found: readonly RelationFacts[]): boolean {
  if (one.kind !== "view" || isOfServer(one.schema)) return false;
  const isThere = (named: Named) => found.some((other) => isSame(other, named));
  return one.definition === null || !namedByView(one).every(isThere);
}

/** A view that is written to writes what it reads. */
function behind(
  root: RelationFacts,
  { access }: Relation,
  found: readonly RelationFacts[],
): ReachedRelation[] {
  const reached = new Set<RelationFacts>();
  const waiting = [root];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const named of namedByView(one)) {
      const next = found.find((other) => isSame(other, named));
      if (next === undefined || reached.has(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  const through = `${root.schema}.${root.name}`;
  return [...reached].map(({ schema, name }) => ({ schema, name, access, through }));
}

function isSame({ schema, name }: RelationFacts, named: Named): boolean {
  const isOfSchema = named.schema === null || named.schema.toLowerCase() === schema.toLowerCase();
  return isOfSchema && named.name.toLowerCase() === name.toLowerCase();
}
