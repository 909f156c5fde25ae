import type { TreeNode } from "../../statements/postgres/tree";
import { columnNameOf } from "./column-name";
import { decidingTaintOf, shownTaintOf, sourcesOf, taintOf } from "./expression";
import { addSource, starOf } from "./from-clause";
import { compareListed } from "./listed";
import {
  blanket,
  CLEAN,
  isSameShape,
  joined,
  renamed,
  type Shape,
  shuffled,
  united,
  wholeOf,
} from "./shape";
import { type Scope, scopeIn, type Trace } from "./trace";
import { asKind, listIn, nodeIn, textIn, unwrapped, wordsOf } from "./tree";

/** Recursive queries are looked at again until nothing is added; after that everything may be anything. */
const PASSES_MAX = 12;

/** Columns of a SELECT, VALUES or a set operation. */
export function shapeOfSelect(node: TreeNode, parent: Scope | null, trace: Trace): Shape {
  const at = scopeIn(parent);
  addCommonTables(node, at, trace);
  const shape =
    node["larg"] === undefined ? shapeOfPlain(node, at, trace) : shapeOfSet(node, at, trace);
  compareListed(listIn(node, "sortClause"), shape, { at, trace });
  decidingTaintOf([node["limitCount"], node["limitOffset"]], at, trace);
  return shape;
}

function shapeOfSet(node: TreeNode, at: Scope, trace: Trace): Shape {
  const left = trace.select(nodeIn(node, "larg"), at);
  const shape = united(left, trace.select(nodeIn(node, "rarg"), at));
  const isPlainSum = node["op"] === "SETOP_UNION" && node["all"] === true;
  if (!isPlainSum) trace.compareAll(shape); // Rows are told apart by what is in them.
  return shape;
}

function shapeOfPlain(node: TreeNode, at: Scope, trace: Trace): Shape {
  if (node["valuesLists"] !== undefined) return shapeOfValues(node, at, trace);
  for (const item of listIn(node, "fromClause")) addSource(item, at, trace);
  const shape = shapeOfTargets(listIn(node, "targetList"), at, trace);
  decidingTaintOf([node["whereClause"], node["havingClause"], node["windowClause"]], at, trace);
  compareListed(listIn(node, "groupClause"), shape, { at, trace });
  const distinct = listIn(node, "distinctClause");
  compareListed(distinct, shape, { at, trace });
  const isOfRows = distinct.length > 0 && distinct.every((one) => unwrapped(one)[0] === "");
  if (isOfRows || node["groupDistinct"] === true) trace.compareAll(shape);
  return shape;
}

function shapeOfValues(node: TreeNode, at: Scope, trace: Trace): Shape {
  const rows = listIn(node, "valuesLists").map((row) =>
    listIn(asKind(row, "List") ?? {}, "items").map((cell) => shownTaintOf(cell, at, trace)),
  );
  const [first = []] = rows;
  return first.map((_, index) => ({
    name: `column${index + 1}`,
    taint: joined(rows.map((row) => row[index] ?? null)),
    many: false,
  }));
}

/** A target list, of a SELECT or of RETURNING. */
export function shapeOfTargets(targets: readonly unknown[], at: Scope, trace: Trace): Shape {
  return targets.flatMap((target) => {
    const result = asKind(target, "ResTarget") ?? {};
    const star = starIn(result["val"], at, trace);
    if (star !== null) return star;
    const name = textIn(result, "name") ?? columnNameOf(result["val"]);
    return [{ name, taint: shownTaintOf(result["val"], at, trace), many: false }];
  });
}

/** `*`, `t.*` and `(t).*`; `null` for anything else. */
function starIn(value: unknown, at: Scope, trace: Trace): Shape | null {
  const [kind, node] = unwrapped(value);
  if (kind === "A_Indirection" && asKind(listIn(node, "indirection").at(-1), "A_Star") !== null) {
    return blanket(taintOf(node, at, trace));
  }
  const fields = kind === "ColumnRef" ? listIn(node, "fields") : [];
  if (asKind(fields.at(-1), "A_Star") === null) return null;
  if (fields.length === 1) return at.isMerged ? shuffled(starOf(at.sources)) : starOf(at.sources);
  const found = sourcesOf(at, wordsOf(fields).at(-1) ?? "");
  if (found.length === 1) return found.flatMap(({ shape }) => shape);
  return blanket(taintOf(value, at, trace)); // Of several relations of the name, or of none.
}

/** WITH: each is a relation for what comes behind it, in a recursive one for all of them. */
export function addCommonTables(node: TreeNode, at: Scope, trace: Trace): void {
  const clause = nodeIn(node, "withClause");
  const tables = listIn(clause, "ctes").map((one) => asKind(one, "CommonTableExpr") ?? {});
  if (clause["recursive"] !== true) {
    for (const table of tables) at.ctes.set(nameOf(table), shapeOfCommonTable(table, at, trace));
    return;
  }
  for (const table of tables) at.ctes.set(nameOf(table), []);
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    if (!changed(tables, at, trace)) return;
  }
  const all = joined(tables.map((table) => wholeOf(at.ctes.get(nameOf(table)) ?? CLEAN)));
  for (const table of tables) at.ctes.set(nameOf(table), blanket(all ?? trace.touched));
}

function changed(tables: readonly TreeNode[], at: Scope, trace: Trace): boolean {
  let isChanged = false;
  for (const table of tables) {
    const before = at.ctes.get(nameOf(table)) ?? [];
    const shape = shapeOfCommonTable(table, at, trace);
    at.ctes.set(nameOf(table), shape);
    isChanged ||= !isSameShape(before, shape);
  }
  return isChanged;
}

function shapeOfCommonTable(table: TreeNode, at: Scope, trace: Trace): Shape {
  const [form, query] = unwrapped(table["ctequery"]);
  const shape =
    form === "SelectStmt"
      ? trace.select(query, at)
      : trace.within(() => trace.parts.write(table["ctequery"], at, trace), CLEAN);
  const columns = renamed(shape, wordsOf(listIn(table, "aliascolnames")));
  const adds = table["search_clause"] !== undefined || table["cycle_clause"] !== undefined;
  if (adds) trace.compareAll(columns);
  return adds ? [...columns, ...blanket(wholeOf(columns))] : columns;
}

function nameOf(table: TreeNode): string {
  return textIn(table, "ctename") ?? "";
}
