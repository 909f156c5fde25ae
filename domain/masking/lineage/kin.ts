import type { RelationFacts } from "./build-catalogue";

/**
 * Of each column the relation that it is told as: partitions and children keep the same column as what
 * they inherit it from, so it is told as the topmost one's. Of several topmost ones it is always the same.
 */
export function topmostOf(
  relations: readonly RelationFacts[],
): (relation: RelationFacts, column: string) => RelationFacts {
  const byId = new Map(relations.map((one) => [one.id, one]));
  const columns = new Map(
    relations.map((one) => [one.id, new Set(one.columns.map(({ name }) => name))]),
  );
  const above = new Map<string, RelationFacts>();
  const topmost = (relation: RelationFacts, column: string): RelationFacts => {
    const passed: string[] = [];
    let top = relation;
    for (let next = above.get(keyOf(top, column)); next !== undefined; ) {
      passed.push(keyOf(top, column));
      top = next;
      next = above.get(keyOf(top, column));
    }
    for (const key of passed) above.set(key, top);
    return top;
  };
  for (const child of relations) {
    for (const parent of child.parents.flatMap((id) => byId.get(id) ?? [])) {
      for (const { name } of child.columns) {
        if (columns.get(parent.id)?.has(name) !== true) continue;
        const [one, other] = [topmost(child, name), topmost(parent, name)];
        if (one.id !== other.id) above.set(keyOf(one, name), other);
      }
    }
  }
  return topmost;
}

function keyOf({ id }: RelationFacts, column: string): string {
  return `${id} ${column}`;
}
