import type { Relation } from "../facts";
import { isNamedIn } from "./scope";
import { isNode, listAt, nodeAt, stringAt, type TreeNode, unwrap, wordsOf } from "./tree";
import { HAS, type Visit } from "./walk";

/** Each relation of a statement once for each access. */
export class RelationList {
  private readonly found = new Map<string, Relation>();

  add(relation: Relation): void {
    const { schema, name, access } = relation;
    // No name holds a zero byte. Those that are named with their schema come first.
    this.found.set(`${schema === null ? "1" : `0${schema}`}\0${name}\0${access}`, relation);
  }

  /** In the order of their names; the same text gives the same list. */
  sorted(): Relation[] {
    if (this.found.size < 2) return [...this.found.values()];
    return [...this.found.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, relation]) => relation);
  }
}

/** Notes what this node names: a relation as such, or the object of a definition. */
export function noteRelation(list: RelationList, visit: Visit): void {
  const { node, scope, access } = visit;
  const name = (visit.has & HAS.relname) === 0 ? null : stringAt(node, "relname");
  if (name !== null) {
    const schema = stringAt(node, "schemaname");
    const isOfWith = access === "read" && schema === null && isNamedIn(scope, name);
    if (!isOfWith) list.add({ schema, name, access });
  }
  if (NAMING.has(visit.key)) for (const target of targetsOf(visit.key, node)) list.add(target);
}

/** How the objects of DROP, COMMENT and the like are named: as bare lists of words. */
const OF_RELATIONS = /^OBJECT_(?:TABLE|VIEW|MATVIEW|INDEX|SEQUENCE|FOREIGN_TABLE)$/;
/** With their own name behind that of the table they belong to. */
const PARTS_OF_RELATIONS = /^OBJECT_(?:COLUMN|TRIGGER|POLICY|RULE|TABCONSTRAINT)$/;

const NAMING = new Set(["DropStmt", "CommentStmt", "SecLabelStmt"]);

function targetsOf(form: string, node: TreeNode): Relation[] {
  if (form === "DropStmt") {
    return listAt(node, "objects").flatMap((object) => targetOf(node["removeType"], object));
  }
  if (form === "CommentStmt" || form === "SecLabelStmt") {
    return targetOf(node["objtype"], node["object"]);
  }
  return [];
}

function targetOf(type: unknown, object: unknown): Relation[] {
  if (typeof type !== "string" || !isNode(object)) return [];
  const words = wordsOf(listAt(nodeAt(object, "List"), "items"));
  if (PARTS_OF_RELATIONS.test(type)) words.pop();
  else if (!OF_RELATIONS.test(type)) return [];
  const name = words.at(-1);
  return name === undefined ? [] : [{ schema: words.at(-2) ?? null, name, access: "write" }];
}

/** How many relations one level of a query joins to its first one; a comma joins too. */
export function joinsOf({ key, node, has }: Visit): number {
  if ((has & HAS.sources) === 0) return 0;
  const { fromClause, usingClause, sourceRelation } = node;
  const extra = key === "UpdateStmt" || key === "DeleteStmt" || key === "MergeStmt" ? 1 : 0;
  return Math.max(0, leavesOf([fromClause, usingClause, sourceRelation]) + extra - 1);
}

function leavesOf(lists: readonly unknown[]): number {
  const rest = [...lists];
  let leaves = 0;
  while (rest.length > 0) {
    const item = rest.pop();
    if (Array.isArray(item)) for (const inner of item) rest.push(inner);
    else if (isNode(item)) {
      const [form, node] = unwrap(item);
      if (form === "JoinExpr") rest.push(node["larg"], node["rarg"]);
      else leaves += 1;
    }
  }
  return leaves;
}
