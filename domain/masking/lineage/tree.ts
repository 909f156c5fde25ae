import { isNode, type TreeNode } from "../../statements/postgres/tree";

/** The node under a key, or an empty one. */
export function nodeIn(node: TreeNode, key: string): TreeNode {
  const value = node[key];
  return isNode(value) ? value : {};
}

/** The list under a key, or an empty one. */
export function listIn(node: TreeNode, key: string): readonly unknown[] {
  const value = node[key];
  return Array.isArray(value) ? value : [];
}

export function textIn(node: TreeNode, key: string): string | null {
  const value = node[key];
  return typeof value === "string" && value !== "" ? value : null;
}

/** What `{ Kind: {…} }` holds, when it is of that kind. */
export function asKind(node: unknown, kind: string): TreeNode | null {
  const inner = isNode(node) ? node[kind] : undefined;
  return isNode(inner) ? inner : null;
}

/** Kind and inside of a wrapped node. */
export function unwrapped(node: unknown): readonly [string, TreeNode] {
  const [kind, inner] = isNode(node) ? (Object.entries(node)[0] ?? ["", {}]) : ["", {}];
  return [kind, isNode(inner) ? inner : {}];
}

/** The words of a list of String nodes; other nodes are left out. */
export function wordsOf(list: readonly unknown[]): string[] {
  return list.flatMap((one) => {
    const word = asKind(one, "String")?.["sval"];
    return typeof word === "string" ? [word] : [];
  });
}

/** Visits every node below, with its key, without recursion. False when it was too many. */
export function visit(root: unknown, see: (key: string, node: TreeNode) => void): boolean {
  const rest: unknown[] = [root];
  for (let walked = 0; rest.length > 0; walked += 1) {
    if (walked === VISITED_MAX) return false;
    const node = rest.pop();
    if (Array.isArray(node)) pushAll(rest, node);
    else if (isNode(node)) {
      for (const [key, value] of Object.entries(node)) {
        if (isNode(value)) see(key, value);
        if (typeof value === "object" && value !== null) rest.push(value);
      }
    }
  }
  return true;
}

/** One by one: a call takes fewer arguments than a list may have items. */
function pushAll(rest: unknown[], list: readonly unknown[]): void {
  for (const item of list) rest.push(item);
}

const VISITED_MAX = 500_000;
