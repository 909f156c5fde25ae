import type { TreeNode } from "../../statements/postgres/tree";
import { aliasOf, decidingTaintOf } from "./expression";
import { blanket, named, renamed, type Shape, unnamed } from "./shape";
import type { Scope, Source, Trace } from "./trace";
import { listIn, nodeIn, textIn, unwrapped, wordsOf } from "./tree";

type Add = (node: TreeNode, at: Scope, trace: Trace) => void;

const ADDS: Readonly<Record<string, Add>> = {
  RangeVar: addRelation,
  JoinExpr: addJoin,
  RangeTableSample: (node, at, trace) => {
    addSource(node["relation"], at, trace);
    decidingTaintOf([node["args"], node["repeatable"]], at, trace);
  },
  RangeSubselect: (node, at, trace) => {
    const [, query] = unwrapped(node["subquery"]);
    push(node, at, { shape: trace.select(query, at), name: null });
  },
  RangeFunction: (node, at, trace) => {
    const shape = blanket(decidingTaintOf(node["functions"], at, trace));
    push(node, at, { shape, name: nameOfFunction(node) });
  },
};

/** Adds what one item of FROM gives to the names in reach. */
export function addSource(item: unknown, at: Scope, trace: Trace): void {
  const [kind, node] = unwrapped(item);
  const add = Object.hasOwn(ADDS, kind) ? ADDS[kind] : undefined;
  if (add !== undefined) trace.within(() => add(node, at, trace), undefined);
  else push(node, at, { shape: blanket(decidingTaintOf(node, at, trace)), name: null }); // XMLTABLE, JSON_TABLE, what is yet to come.
}

interface Given {
  readonly shape: Shape;
  /** What it is called where it has no alias. */
  readonly name: string | null;
}

function push(node: TreeNode, at: Scope, { shape, name }: Given): void {
  const alias = aliasOf(node);
  at.sources.push({
    ...{ alias: alias.name ?? name, schema: null, isHidden: false },
    shape: renamed(shape, alias.columns),
  });
}

function addRelation(node: TreeNode, at: Scope, trace: Trace): void {
  const name = textIn(node, "relname") ?? "";
  const schema = textIn(node, "schemaname");
  const common = schema === null ? commonTable(at, name) : undefined;
  push(node, at, { shape: common ?? trace.relation(schema, name), name });
}

function commonTable(at: Scope, name: string): Shape | undefined {
  for (let level: Scope | null = at; level !== null; level = level.parent) {
    const found = level.ctes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function addJoin(node: TreeNode, at: Scope, trace: Trace): void {
  const before = at.sources.length;
  addSource(node["larg"], at, trace);
  addSource(node["rarg"], at, trace);
  decidingTaintOf(node["quals"], at, trace);
  const using = wordsOf(listIn(node, "usingClause"));
  if (using.length > 0 || node["isNatural"] === true) at.isMerged = true;
  for (const source of at.sources.slice(before)) compareMerged(source, node, trace);
  const usingAlias = textIn(nodeIn(node, "join_using_alias"), "aliasname");
  const inner = at.sources.slice(before);
  const shape = inner.filter((one) => !one.isHidden).flatMap((one) => one.shape);
  const add = (alias: string, of: Shape, isHidden: boolean) =>
    at.sources.push({ alias, schema: null, shape: of, isHidden });
  if (usingAlias !== null) add(usingAlias, shape, true);
  const alias = aliasOf(node);
  if (alias.name === null) return;
  for (const source of inner) source.isHidden = true;
  add(alias.name, renamed(at.isMerged ? shuffledByUsing(shape) : shape, alias.columns), false);
}

/** What a NATURAL join compares is not known: the other relation may have columns of each name. */
function compareMerged({ shape }: Source, join: TreeNode, trace: Trace): void {
  if (join["isNatural"] === true) trace.compareAll(shape);
  for (const name of wordsOf(listIn(join, "usingClause"))) {
    trace.compare(name, named(shape, name) ?? unnamed(shape));
  }
}

/** Merged columns come first: a column alias may be of any. */
function shuffledByUsing(shape: Shape): Shape {
  return shape.map((column) => ({ ...column, many: true }));
}

/** A function without an alias is named after itself; so is its one column. */
function nameOfFunction(node: TreeNode): string | null {
  const [first] = listIn(node, "functions");
  const [, list] = unwrapped(first);
  const [call] = listIn(list, "items");
  const [, inner] = unwrapped(call);
  return wordsOf(listIn(inner, "funcname")).at(-1) ?? null;
}

/** All that a star lists. */
export function starOf(sources: readonly Source[]): Shape {
  return sources.filter(({ isHidden }) => !isHidden).flatMap(({ shape }) => shape);
}
