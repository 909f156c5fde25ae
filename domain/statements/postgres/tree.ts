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
  const form = formOf(holder);
  const node = form === "" ? null : (holder as TreeNode)[form];
  return [form, isNode(node) ? node : {}];
}

/** What kind of node it is; empty for none. */
export function formOf(holder: unknown): string {
  if (isNode(holder)) for (const key in holder) return key;
  return "";
}

/** The parts of a name with dots; anything else in it, as `*`, is left out. */
export function wordsOf(names: unknown): string[] {
  const words: string[] = [];
  if (!Array.isArray(names)) return words;
  for (const part of names) {
    const word = stringAt(nodeAt(part, "String"), "sval");
    if (word !== null) words.push(word);
  }
  return words;
}
