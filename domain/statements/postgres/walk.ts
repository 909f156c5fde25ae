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

interface Place {
  readonly key: string;
  readonly value: unknown;
  readonly scope: Scope | null;
  readonly access: Access;
}

/** Walks the whole tree without recursion: a deep one must not end the process. False: too large. */
export function walk(root: TreeNode, visit: (visit: Visit) => void): boolean {
  const rest: Place[] = [{ key: "", value: root, scope: null, access: "write" }];
  for (let walked = 0; rest.length > 0; walked += 1) {
    const place = rest.pop();
    if (walked === NODES_MAX || place === undefined) return false;
    const { key, value, scope, access } = place;
    if (isNode(value)) {
      const has = clausesOf(value);
      visit({ key, node: value, scope, access, has });
      if (isTooDeep(scope)) return false;
      pushChildren(rest, { node: value, place, has });
    } else if (Array.isArray(value)) {
      for (const item of value) if (isObject(item)) rest.push({ key, value: item, scope, access });
    }
  }
  return true;
}

function isTooDeep(scope: Scope | null): boolean {
  return scope !== null && scope.depth > SCOPES_MAX;
}

interface Opened {
  readonly node: TreeNode;
  readonly place: Place;
  readonly has: number;
}

/** Onto the pile at once, without a list of its own for each node: there are many. */
function pushChildren(rest: Place[], { node, place, has }: Opened): void {
  const scope = (has & HAS.with) === 0 ? place.scope : pushQueriesOfWith(rest, node, place.scope);
  const isWrite = WRITES.has(place.key);
  for (const key in node) {
    const value = node[key];
    if (!isObject(value)) continue;
    const role = ROLES.get(key);
    if (role === "not-named") continue;
    const access = isWrite ? accessInWrite(key) : (role ?? accessElsewhere(key, node, place));
    rest.push({ key, value, scope, access });
  }
}

/** What the rest of the statement sees. */
function pushQueriesOfWith(rest: Place[], node: TreeNode, outer: Scope | null): Scope | null {
  const withClause = node["withClause"];
  if (!isNode(withClause)) return outer;
  const { ofQueries, ofRest } = openScope(withClause, outer);
  for (const [query, scope] of ofQueries) {
    rest.push({ key: "ctes", value: query, scope, access: "read" });
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
function accessElsewhere(key: string, parent: TreeNode, place: Place): Access {
  const isCopied = place.key === "CopyStmt" && key === "relation";
  if (isCopied) return parent["is_from"] === true ? "write" : "read";
  return place.access;
}
