import { listAt, nodeAt, stringAt, type TreeNode } from "./tree";

/** Which names stand for the queries of a WITH at one place of a statement. */
export interface Scope {
  /** Each name with its place in its WITH. */
  readonly names: ReadonlyMap<string, number>;
  /** Names from here on are not yet known: a query of a WITH sees only those before it. */
  readonly before: number;
  readonly parent: Scope | null;
  readonly depth: number;
}

/** Deeper ones are not understood: looking a name up takes as long as they are deep. */
export const SCOPES_MAX = 100;

export function isNamedIn(scope: Scope | null, name: string): boolean {
  for (let at = scope; at !== null; at = at.parent) {
    const place = at.names.get(name);
    if (place !== undefined && place < at.before) return true;
  }
  return false;
}

export interface OpenedScope {
  /** What the queries of the WITH see, one by one. */
  readonly ofQueries: readonly (readonly [query: unknown, scope: Scope])[];
  readonly ofRest: Scope;
}

/** Without RECURSIVE a query does not see itself: `WITH t AS (SELECT * FROM t)` reads the table. */
export function openScope(withClause: TreeNode, parent: Scope | null): OpenedScope {
  const queries = listAt(withClause, "ctes");
  const names = new Map<string, number>();
  queries.forEach((query, place) => {
    const name = stringAt(nodeAt(query, "CommonTableExpr"), "ctename");
    if (name !== null && !names.has(name)) names.set(name, place);
  });
  const depth = (parent?.depth ?? 0) + 1;
  const isRecursive = withClause["recursive"] === true;
  const scopeUpTo = (before: number): Scope => ({ names, before, parent, depth });
  const ofRest = scopeUpTo(queries.length);
  return {
    ofQueries: queries.map((query, place) => [query, isRecursive ? ofRest : scopeUpTo(place)]),
    ofRest,
  };
}
