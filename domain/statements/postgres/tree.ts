/** A node of the parser's tree, as plain data. */
export type TreeNode = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The node under a key; where several kinds may stand, the kind is the key. */
export function nodeAt(value: unknown, key: string): TreeNode | undefined {
  const inner = isNode(value) ? value[key] : undefined;
  return isNode(inner) ? inner : undefined;
}

export function listAt(value: unknown, key: string): readonly unknown[] {
  const inner = isNode(value) ? value[key] : undefined;
  return Array.isArray(inner) ? inner : [];
}

export function stringAt(value: unknown, key: string): string | null {
  const inner = isNode(value) ? value[key] : undefined;
  return typeof inner === "string" ? inner : null;
}

/** What kind of node it is, and the node. */
export function unwrap(holder: unknown): readonly [form: string, node: TreeNode] {
  const [form, node] = isNode(holder) ? (Object.entries(holder)[0] ?? ["", {}]) : ["", {}];
  return [form, isNode(node) ? node : {}];
}

/** The parts of a name with dots; anything else in it, as `*`, is left out. */
export function wordsOf(names: unknown): string[] {
  if (!Array.isArray(names)) return [];
  return names.flatMap((part) => stringAt(nodeAt(part, "String"), "sval") ?? []);
}
