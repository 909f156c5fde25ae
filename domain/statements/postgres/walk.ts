import { openScope, SCOPES_MAX, type Scope } from "./scope";
import { isNode, type TreeNode } from "./tree";

export type Access = "read" | "write";

/** One node on the way through a tree. */
export interface Visit {
  /** Under which key it stands: for most nodes their kind. */
  readonly key: string;
  readonly node: TreeNode;
  readonly scope: Scope | null;
  /** What a relation that is named here is named for. */
  readonly access: Access;
  /** Which clauses of those that anybody asks for it has, as bits of `HAS`. */
  readonly has: number;
}

/**
 * One look at the keys of a node is cheaper than asking each node for each of these: there are
 * hundreds of kinds of nodes, and most have none.
 */
export const HAS = { relname: 1, into: 2, locking: 4, sources: 8, with: 16 } as const;

function clauseOf(key: string): number {
  switch (key) {
    case "relname":
      return HAS.relname;
    case "intoClause":
      return HAS.into;
    case "lockingClause":
      return HAS.locking;
    case "fromClause":
    case "usingClause":
    case "sourceRelation":
      return HAS.sources;
    case "withClause":
      return HAS.with;
    default:
      return 0;
  }
}

function clausesOf(node: TreeNode): number {
  let has = 0;
  for (const key in node) has |= clauseOf(key);
  return has;
}

const NODES_MAX = 500_000;

/** What is still to be visited: its clauses are looked for when it is. */
type Place = { -readonly [K in keyof Visit]: Visit[K] };

/** Walks the whole tree without recursion: a deep one must not end the process. False: too large. */
export function walk(root: TreeNode, visit: (visit: Visit) => void): boolean {
  const rest: Place[] = [{ key: "", node: root, scope: null, access: "write", has: 0 }];
  for (let walked = 0; rest.length > 0; walked += 1) {
    const place = rest.pop();
    if (walked === NODES_MAX || place === undefined) return false;
    place.has = clausesOf(place.node);
    visit(place);
    if (isTooDeep(place.scope)) return false;
    pushChildren(rest, place);
  }
  return true;
}

function isTooDeep(scope: Scope | null): boolean {
  return scope !== null && scope.depth > SCOPES_MAX;
}

/** Onto the pile at once, without a list of its own for each node: there are many. */
function pushChildren(rest: Place[], place: Visit): void {
  const { node, has } = place;
  const scope = (has & HAS.with) === 0 ? place.scope : pushQueriesOfWith(rest, node, place.scope);
  const isWrite = WRITES.has(place.key);
  for (const key in node) {
    const value = node[key];
    if (!isObject(value) || LEAVES.has(key)) continue;
    const role = ROLES.get(key);
    if (role === "not-named") continue;
    const access = isWrite ? accessInWrite(key) : (role ?? accessElsewhere(key, node, place));
    push(rest, value, { key, scope, access });
  }
}

/** A node, or those of a list, in the same place. */
function push(rest: Place[], value: unknown, at: Pick<Place, "key" | "scope" | "access">): void {
  const { key, scope, access } = at;
  if (isNode(value)) rest.push({ key, node: value, scope, access, has: 0 });
  else if (Array.isArray(value)) for (const item of value) push(rest, item, at);
}

/** Of names and of literals nothing hangs that anybody asks for, and they are most of a tree. */
const LEAVES = new Set(["ColumnRef", "A_Const", "String", "funcname"]);

/** What the rest of the statement sees. */
function pushQueriesOfWith(rest: Place[], node: TreeNode, outer: Scope | null): Scope | null {
  const withClause = node["withClause"];
  if (!isNode(withClause)) return outer;
  const { ofQueries, ofRest } = openScope(withClause, outer);
  for (const [query, scope] of ofQueries) {
    push(rest, query, { key: "ctes", scope, access: "read" });
  }
  return ofRest;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

const WRITES = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);

/** Keys under which relations are always named for the same. */
const ROLES: ReadonlyMap<string, Access | "not-named"> = new Map([
  // Walked as its queries; and names after FOR UPDATE OF, which stand in FROM already.
  ...(["withClause", "lockedRels"] as const).map((key) => [key, "not-named"] as const),
  ...(["intoClause", "into"] as const).map((key) => [key, "write"] as const),
  // Relations that a definition refers to without changing them; and everything of a query.
  ...(["SelectStmt", "TableLikeClause", "pktable", "constrrel", "inhRelations"] as const).map(
    (key) => [key, "read"] as const,
  ),
]);

function accessInWrite(key: string): Access {
  return key === "relation" ? "write" : "read";
}

/** Whatever a definition or a utility names is its target; inside a query only the target of a write. */
function accessElsewhere(key: string, parent: TreeNode, place: Visit): Access {
  const isCopied = place.key === "CopyStmt" && key === "relation";
  if (isCopied) return parent["is_from"] === true ? "write" : "read";
  return place.access;
}
