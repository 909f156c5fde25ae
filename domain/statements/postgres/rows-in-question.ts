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
  const rest: Part[] = [{ value: root, isHidden: false }];
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    if (namesTarget(part, target)) return true;
    for (const inner of partsOf(part, target)) rest.push(inner);
  }
  return false;
}

/** A part of an expression; hidden where the target's name means something else. */
interface Part {
  readonly value: unknown;
  readonly isHidden: boolean;
}

function namesTarget({ value, isHidden }: Part, target: TargetName): boolean {
  if (!isNode(value)) return false;
  if (value["CurrentOfExpr"] !== undefined) return true;
  const column = nodeAt(value, "ColumnRef");
  return column !== undefined && isOfTarget(column, isHidden ? null : target);
}

function partsOf({ value, isHidden }: Part, target: TargetName): Part[] {
  if (Array.isArray(value)) return value.map((item: unknown) => ({ value: item, isHidden }));
  if (!isNode(value)) return [];
  const hides = isHidden || hidesTarget(value, target);
  return Object.values(value).map((inner) => ({ value: inner, isHidden: hides }));
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
