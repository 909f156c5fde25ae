import type { CatalogueFacts, RelationFacts } from "./build-catalogue";
import { textIn, visit } from "./tree";

/** Views upon views, and children of children: what lies further is found in another way. */
const PASSES_MAX = 20;

/**
 * The part of a target that a statement most likely reaches: relations whose names stand in it, what
 * views among them stand on, and kin by inheritance. A guess that makes a search short: whoever uses it
 * looks at all others too.
 */
export function factsNear(statements: readonly unknown[], facts: CatalogueFacts): CatalogueFacts {
  const names = namesIn(statements);
  const near = new Set(facts.relations.filter(({ name }) => names.has(name)).map(({ id }) => id));
  for (let size = 0, pass = 0; near.size > size && pass < PASSES_MAX; pass += 1) {
    size = near.size;
    addNext(near, facts.relations);
  }
  return { ...facts, relations: facts.relations.filter(({ id }) => near.has(id)) };
}

/** What stands where a name may: of relations, and words of names with dots. */
function namesIn(statements: readonly unknown[]): ReadonlySet<string> {
  const names = new Set<string>();
  visit(statements, (_key, node) => {
    for (const key of ["relname", "sval"]) names.add(textIn(node, key) ?? "");
  });
  return names;
}

function addNext(near: Set<number>, relations: readonly RelationFacts[]): void {
  const words = new Set<string>();
  for (const { id, definition, parents } of relations) {
    if (!near.has(id)) continue;
    for (const parent of parents) near.add(parent);
    for (const word of definition?.match(/[^\s(),.;"]+/g) ?? []) words.add(word);
  }
  for (const { id, name, parents } of relations) {
    if (words.has(name) || parents.some((parent) => near.has(parent))) near.add(id);
  }
}
