import { isNode, listAt, nodeAt, type TreeNode, unwrap, wordsOf } from "./tree";

/** What carries a query whose rows come back by themselves, and under which key. */
const CARRIES: Readonly<Record<string, string>> = {
  CopyStmt: "query",
  PrepareStmt: "query",
  DeclareCursorStmt: "query",
};

/** Whether what gives rows back says how many at most; null where it gives no rows of a relation. */
export function hasLimit(form: string, statement: TreeNode): boolean | null {
  const carried = Object.hasOwn(CARRIES, form) ? CARRIES[form] : undefined;
  if (form === "CopyStmt" && statement["relation"] !== undefined) {
    return statement["is_from"] === true ? null : false;
  }
  if (carried === undefined) return ofQuery(form, statement);
  return ofQuery(...unwrap(statement[carried]));
}

function ofQuery(form: string, query: TreeNode): boolean | null {
  if (form !== "SelectStmt" || query["intoClause"] !== undefined) return null;
  if (isOneRow(query)) return null;
  const limit = query["limitCount"];
  return isNode(limit) && nodeAt(limit, "A_Const")?.["isnull"] !== true; // LIMIT ALL is null.
}

const ONE_VALUE = new Set(
  "count sum avg min max bool_and bool_or every string_agg array_agg json_agg jsonb_agg".split(" "),
);

/** VALUES; a SELECT without FROM that calls nothing; nothing but aggregates over all rows. */
function isOneRow(query: TreeNode): boolean {
  if (query["valuesLists"] !== undefined) return true;
  const targets = listAt(query, "targetList").map((target) => nodeAt(target, "ResTarget")?.["val"]);
  if (query["op"] !== "SETOP_NONE" || query["groupClause"] !== undefined) return false;
  if (targets.length > 0 && targets.every(isAggregate)) return true;
  return query["fromClause"] === undefined && !targets.some((target) => nodeAt(target, "FuncCall"));
}

function isAggregate(target: unknown): boolean {
  const call = nodeAt(target, "FuncCall");
  if (call === undefined || call["over"] !== undefined) return false;
  const words = wordsOf(call["funcname"]);
  return words.length === 1 && ONE_VALUE.has(words[0] ?? "");
}
