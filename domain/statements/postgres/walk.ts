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
      visit({ key, node: value, scope, access });
      if (isTooDeep(scope)) return false;
      pushChildren(rest, value, place);
    } else if (Array.isArray(value)) {
      for (const item of value) if (isObject(item)) rest.push({ key, value: item, scope, access });
    }
  }
  return true;
}

function isTooDeep(scope: Scope | null): boolean {
  return scope !== null && scope.depth > SCOPES_MAX;
}

/** Onto the pile at once, without a list of its own for each node: there are many. */
function pushChildren(rest: Place[], node: TreeNode, place: Place): void {
  const withClause = node["withClause"];
  const opened = isNode(withClause) ? openScope(withClause, place.scope) : null;
  for (const [query, scope] of opened?.ofQueries ?? []) {
    rest.push({ key: "ctes", value: query, scope, access: "read" });
  }
  const scope = opened?.ofRest ?? place.scope;
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (!isObject(value) || NOT_NAMED.has(key)) continue;
    rest.push({ key, value, scope, access: accessOf(key, node, place) });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Walked as its queries; and names after FOR UPDATE OF, which stand in FROM already. */
const NOT_NAMED = new Set(["withClause", "lockedRels"]);

const WRITES = new Set(["InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);
/** Relations that a definition refers to without changing them; and everything of a query. */
const READ_KEYS = new Set([
  "SelectStmt",
  "TableLikeClause",
  "pktable",
  "constrrel",
  "inhRelations",
]);
const WRITTEN_KEYS = new Set(["intoClause", "into"]);

/** Whatever a definition or a utility names is its target; inside a query only the target of a write. */
function accessOf(key: string, parent: TreeNode, place: Place): Access {
  if (WRITES.has(place.key)) return key === "relation" ? "write" : "read";
  if (place.key === "CopyStmt" && key === "relation") {
    return parent["is_from"] === true ? "write" : "read";
  }
  if (WRITTEN_KEYS.has(key)) return "write";
  return READ_KEYS.has(key) ? "read" : place.access;
}
