import { isNode, listAt, nodeAt, stringAt, type TreeNode, wordsOf } from "./tree";

/** The relation whose rows are changed, by the name that its columns are written with. */
export type TargetName = string | null;

export function targetNameOf(relation: unknown): TargetName {
  return stringAt(nodeAt(relation, "alias"), "aliasname") ?? stringAt(relation, "relname");
}

/**
 * Whether an expression may come out differently for different rows of the target: it names a column
 * that can be the target's. A name without its table can always be.
 */
export function dependsOnRow(root: unknown, target: TargetName): boolean {
  const rest: { readonly value: unknown; readonly isHidden: boolean }[] = [
    { value: root, isHidden: false },
  ];
  while (rest.length > 0) {
    const { value, isHidden } = rest.pop() ?? { value: null, isHidden: false };
    if (Array.isArray(value)) for (const item of value) rest.push({ value: item, isHidden });
    if (!isNode(value)) continue;
    if (value["CurrentOfExpr"] !== undefined) return true;
    const column = nodeAt(value, "ColumnRef");
    if (column !== undefined && isOfTarget(column, isHidden ? null : target)) return true;
    const hides = isHidden || hidesTarget(value, target);
    for (const inner of Object.values(value)) rest.push({ value: inner, isHidden: hides });
  }
  return false;
}

export function isOfTarget(column: TreeNode, target: TargetName): boolean {
  const fields = listAt(column, "fields");
  const qualifier = wordsOf(fields.slice(0, -1)).at(-1);
  return qualifier === undefined || qualifier === target;
}

/** A query inside that names the target's name anew: there it means rows of its own. */
function hidesTarget(node: TreeNode, target: TargetName): boolean {
  return listAt(node, "fromClause").some(
    (item) => targetNameOf(nodeAt(item, "RangeVar")) === target && target !== null,
  );
}
