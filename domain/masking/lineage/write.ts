import type { TreeNode } from "../../statements/postgres/tree";
import { decidingTaintOf, shownTaintOf } from "./expression";
import { addSource } from "./from-clause";
import { addCommonTables, shapeOfTargets } from "./select";
import { blanket, named, type Shape, shuffled, type Taint, unnamed, wholeOf } from "./shape";
import { type Scope, type Source, scopeIn, type Trace } from "./trace";
import { asKind, listIn, nodeIn, textIn, unwrapped } from "./tree";

/** What is written into a column; `null`: into any of them. */
interface Assigned {
  readonly column: string | null;
  readonly taint: Taint;
}

type Assign = (node: TreeNode, at: Scope, trace: Trace) => readonly Assigned[];

const ASSIGNS: Readonly<Record<string, Assign>> = {
  InsertStmt: assignedByInsert,
  UpdateStmt: (node, at, trace) => assignedByList(node, at, trace),
  DeleteStmt: () => [],
  MergeStmt: assignedByMerge,
};

export function isWrite(form: string): boolean {
  return Object.hasOwn(ASSIGNS, form);
}

/** What an INSERT, UPDATE, DELETE or MERGE returns. */
export function shapeOfWrite(statement: unknown, parent: Scope | null, trace: Trace): Shape {
  const [form, node] = unwrapped(statement);
  const at = scopeIn(parent);
  addCommonTables(node, at, trace);
  addSource({ RangeVar: node["relation"] }, at, trace);
  const [target] = at.sources;
  for (const clause of ["fromClause", "usingClause"]) {
    for (const item of listIn(node, clause)) addSource(item, at, trace);
  }
  if (node["sourceRelation"] !== undefined) addSource(node["sourceRelation"], at, trace);
  decidingTaintOf([node["whereClause"], node["joinCondition"]], at, trace);
  const assigned = ASSIGNS[form]?.(node, at, trace) ?? [];
  if (target === undefined) return blanket(trace.catalogue.unknown);
  const filled = fill(target, nodeIn(node, "relation"), { assigned, trace });
  return shapeOfReturning(node, { ...at, sources: [filled, ...at.sources.slice(1)] }, trace);
}

interface Filling {
  readonly assigned: readonly Assigned[];
  readonly trace: Trace;
}

/** The relation as it is once protected values were written into columns that are not protected. */
function fill(target: Source, relation: TreeNode, { assigned, trace }: Filling): Source {
  const spilt = assigned.filter(
    ({ column, taint }) => taint !== null && !(column !== null && hasTaint(target.shape, column)),
  );
  if (spilt.length === 0) return target;
  for (const { column, taint } of spilt) trace.compare(column, taint);
  const shape = filledShape(target.shape, spilt);
  const name = textIn(relation, "relname") ?? "";
  const isOfThisText = trace.locals.has(name);
  trace.isOriginTrusted = false;
  if (isOfThisText) trace.locals.set(name, shape);
  else trace.isSpilling = true;
  return { ...target, shape };
}

function filledShape(shape: Shape, spilt: readonly Assigned[]): Shape {
  const anywhere = spilt.find(({ column }) => column === null)?.taint ?? null;
  if (anywhere !== null) return blanket(anywhere);
  const known = shape.map((column) => ({
    ...column,
    taint: column.taint ?? spilt.find((one) => one.column === column.name)?.taint ?? null,
  }));
  const missing = spilt.filter(({ column }) => !shape.some(({ name }) => name === column));
  const added = missing.map(({ column, taint }) => ({ name: column, taint, many: true }));
  return added.length === 0 ? known : [...added, ...shuffled(known)];
}

function hasTaint(shape: Shape, column: string): boolean {
  return (named(shape, column) ?? null) !== null;
}

function assignedByInsert(node: TreeNode, at: Scope, trace: Trace): readonly Assigned[] {
  const [, query] = unwrapped(node["selectStmt"]);
  const given: Shape = node["selectStmt"] === undefined ? [] : trace.select(query, at);
  const columns = targetNames(listIn(node, "cols"));
  const conflict = nodeIn(node, "onConflictClause");
  const [target] = at.sources;
  const excluded: Scope = scopeIn(at);
  if (target !== undefined) excluded.sources.push({ ...target, alias: "excluded", isHidden: true });
  decidingTaintOf([conflict["whereClause"], conflict["infer"]], excluded, trace);
  if (node["onConflictClause"] !== undefined) compareArbiter(conflict, target, trace);
  return [
    ...placed(columns.length > 0 ? columns : (target?.shape ?? []).map(({ name }) => name), given),
    ...assignedByList(conflict, excluded, trace).map((one) => ({
      ...one,
      // What it would have inserted may come back by the word `excluded`.
      taint: one.taint ?? wholeOf(given),
    })),
  ];
}

/** Whether a row conflicts is told by the columns that are named, or else by any index of the table. */
function compareArbiter(conflict: TreeNode, target: Source | undefined, trace: Trace): void {
  const shape = target?.shape ?? [];
  const infer = nodeIn(conflict, "infer");
  const elements = listIn(infer, "indexElems").map((one) => asKind(one, "IndexElem") ?? {});
  if (elements.length === 0) trace.compareAll(shape);
  for (const name of elements.map((one) => textIn(one, "name") ?? "")) {
    trace.compare(name, named(shape, name) ?? unnamed(shape));
  }
}

/** Each value by its place; where places are not known, all in any. */
function placed(columns: readonly (string | null)[], given: Shape): readonly Assigned[] {
  const isPlaced = given.length <= columns.length && !given.some(({ many }) => many);
  if (!isPlaced || columns.includes(null)) return [{ column: null, taint: wholeOf(given) }];
  return given.map(({ taint }, index) => ({ column: columns[index] ?? null, taint }));
}

function assignedByList(node: TreeNode, at: Scope, trace: Trace): readonly Assigned[] {
  return listIn(node, "targetList").map((target) => {
    const result = asKind(target, "ResTarget") ?? {};
    return { column: textIn(result, "name"), taint: shownTaintOf(result["val"], at, trace) };
  });
}

function assignedByMerge(node: TreeNode, at: Scope, trace: Trace): readonly Assigned[] {
  return listIn(node, "mergeWhenClauses").flatMap((one) => {
    const clause = asKind(one, "MergeWhenClause") ?? {};
    decidingTaintOf(clause["condition"], at, trace);
    const values = listIn(clause, "values");
    if (clause["commandType"] !== "CMD_INSERT") return assignedByList(clause, at, trace);
    const columns = targetNames(listIn(clause, "targetList"));
    return values.map((value, index) => ({
      column: columns[index] ?? null,
      taint: shownTaintOf(value, at, trace),
    }));
  });
}

function targetNames(list: readonly unknown[]): string[] {
  return list.map((one) => textIn(asKind(one, "ResTarget") ?? {}, "name") ?? "");
}

function shapeOfReturning(node: TreeNode, at: Scope, trace: Trace): Shape {
  const clause = nodeIn(node, "returningClause");
  const [target] = at.sources;
  const names = listIn(clause, "options").map(
    (one) => textIn(asKind(one, "ReturningOption") ?? {}, "value") ?? "",
  );
  const versions = ["old", "new", ...names].map((alias) => ({
    ...{ alias, schema: null, isHidden: true, shape: target?.shape ?? [] },
  }));
  const list = [...listIn(clause, "exprs"), ...listIn(node, "returningList")];
  return shapeOfTargets(list, { ...at, sources: [...at.sources, ...versions] }, trace);
}
