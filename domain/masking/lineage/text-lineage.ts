import type { TreeNode } from "../../statements/postgres/tree";
import type { Catalogue } from "./catalogue";
import { decidingTaintOf, taintOf } from "./expression";
import { shapeOfSelect } from "./select";
import {
  blanket,
  CLEAN,
  type Comparison,
  joined,
  named,
  renamed,
  type Shape,
  type Taint,
  wholeOf,
} from "./shape";
import { type Locals, scopeIn, Trace } from "./trace";
import { asKind, listIn, nodeIn, textIn, unwrapped, visit, wordsOf } from "./tree";
import { isWrite, shapeOfWrite } from "./write";

/** What one statement of a text gives back. */
export interface StatementLineage {
  readonly outputs: Shape;
  /** It, or one before it, names a relation in which something is protected. */
  readonly touches: boolean;
  /** What it reads, or keeps for those behind it, cannot be seen. */
  readonly isOpaque: boolean;
  /** Something before it changed what names mean, or keeps protected values where nobody sees them. */
  readonly isUncertain: boolean;
  readonly isOriginTrusted: boolean;
  /** A protected column that decides something, or is kept, without being shown as such. */
  readonly comparison: Comparison | null;
}

interface Prepared {
  readonly query: unknown;
  readonly nodes: number;
}

/** A short text may execute a long statement thousands of times: beyond this nobody looks again. */
const EXECUTED_NODES_MAX = 50_000;

/** What statements of one text leave for those behind them. */
interface Memory {
  readonly catalogue: Catalogue;
  readonly locals: Locals;
  readonly cursors: Map<string, Shape>;
  readonly prepared: Map<string, Prepared>;
  /** Nodes of prepared statements that were walked again for an EXECUTE. */
  executedNodes: number;
  isUncertain: boolean;
  touches: boolean;
}

/** The statements of a text in their order. */
export function lineageOfText(
  statements: readonly unknown[],
  catalogue: Catalogue,
): readonly StatementLineage[] {
  const memory: Memory = {
    ...{ catalogue, locals: new Map(), cursors: new Map(), prepared: new Map() },
    ...{ executedNodes: 0, isUncertain: false, touches: false },
  };
  return statements.map((statement) => lineageOf(statement, memory));
}

/** The columns that a view's or a statement's own text gives, and whether they can be told at all. */
export function shapeOfStatement(statement: unknown, catalogue: Catalogue): Shape {
  const [only] = lineageOfText([statement], catalogue);
  const isKnown = only !== undefined && !only.isOpaque;
  return isKnown ? only.outputs : blanket(catalogue.unknown);
}

const PARTS = { select: shapeOfSelect, write: shapeOfWrite } as const;

function lineageOf(statement: unknown, memory: Memory): StatementLineage {
  const { isUncertain } = memory;
  const trace = new Trace(memory.catalogue, memory.locals, PARTS);
  const outputs = outputsOf(statement, { memory, trace });
  memory.touches ||= trace.touched !== null;
  memory.isUncertain ||= trace.isOpaque || trace.isSpilling;
  const { isOpaque, isOriginTrusted, comparison } = trace;
  return { outputs, touches: memory.touches, isOpaque, isUncertain, isOriginTrusted, comparison };
}

interface Walk {
  readonly memory: Memory;
  readonly trace: Trace;
}

type Outputs = (node: TreeNode, walk: Walk) => Shape;

const NONE: Shape = [];

/** Forms that give rows or leave something behind. What has no line here or below is opaque. */
const FORMS: Readonly<Record<string, Outputs>> = {
  SelectStmt: ofSelect,
  ExplainStmt: ofExplain,
  CopyStmt: ofCopy,
  CreateTableAsStmt: (node, walk) => {
    const shape = outputsOf(node["query"], walk);
    keep(nodeIn(node, "into"), shape, walk);
    return NONE;
  },
  CreateStmt: (node, { memory, trace }) => {
    taintOf([node["tableElts"], node["constraints"]], scopeIn(null), trace);
    memory.locals.set(textIn(nodeIn(node, "relation"), "relname") ?? "", CLEAN);
    return NONE;
  },
  ViewStmt: (node, { memory, trace }) => {
    const [, query] = unwrapped(node["query"]);
    const shape = renamed(trace.select(query, null), wordsOf(listIn(node, "aliases")));
    memory.locals.set(textIn(nodeIn(node, "view"), "relname") ?? "", shape);
    return NONE;
  },
  PrepareStmt: (node, { memory }) => {
    const { query } = node;
    memory.prepared.set(textIn(node, "name") ?? "", { query, nodes: nodesIn(query) });
    return NONE;
  },
  ExecuteStmt: ofExecute,
  DeclareCursorStmt: (node, walk) => {
    walk.memory.cursors.set(textIn(node, "portalname") ?? "", outputsOf(node["query"], walk));
    return NONE;
  },
  FetchStmt: (node, { memory, trace }) => {
    const shape = memory.cursors.get(textIn(node, "portalname") ?? "");
    if (shape === undefined) trace.isOpaque = true;
    return shape ?? NONE;
  },
  DoStmt: (node, { trace }) => {
    const body = listIn(node, "args").map((one) => {
      return textIn(nodeIn(nodeIn(asKind(one, "DefElem") ?? {}, "arg"), "String"), "sval") ?? "";
    });
    if (!trace.catalogue.isHarmlessBody(body.join(" "))) trace.isOpaque = true;
    return NONE;
  },
};

/** Give no rows and change nothing that names mean. What they name counts for what the target says. */
const QUIET = new Set(
  `VariableSetStmt VariableShowStmt TransactionStmt IndexStmt VacuumStmt CommentStmt GrantStmt
  TruncateStmt LockStmt DeallocateStmt ClosePortalStmt ListenStmt NotifyStmt UnlistenStmt
  CheckPointStmt ClusterStmt ReindexStmt CreateSeqStmt AlterSeqStmt RefreshMatViewStmt
  ConstraintsSetStmt DropStmt CreateStatsStmt`.split(/\s+/),
);

function outputsOf(statement: unknown, walk: Walk): Shape {
  const { trace } = walk;
  const [form, node] = unwrapped(statement);
  const outputs = Object.hasOwn(FORMS, form) ? FORMS[form] : undefined;
  if (outputs !== undefined) return trace.within(() => outputs(node, walk), NONE);
  if (isWrite(form)) return trace.within(() => shapeOfWrite(statement, null, trace), NONE);
  if (form === "IndexStmt") compareIndexed(node, trace);
  const isQuiet = QUIET.has(form) && visit(node, (key, inner) => see(key, inner, trace));
  if (!isQuiet) trace.isOpaque = true;
  return form === "VariableShowStmt" ? CLEAN : NONE;
}

/** Whether it can be built tells of the values: by being unique, by an expression that fails. */
function compareIndexed(node: TreeNode, trace: Trace): void {
  const relation = nodeIn(node, "relation");
  const name = textIn(relation, "relname") ?? "";
  trace.compareAll(trace.relation(textIn(relation, "schemaname"), name));
}

function see(key: string, node: TreeNode, trace: Trace): void {
  if (key === "RangeVar" || key === "relation" || key === "rel") {
    trace.relation(textIn(node, "schemaname"), textIn(node, "relname") ?? "");
  }
  if (key === "FuncCall") trace.call(wordsOf(listIn(node, "funcname")).at(-1) ?? "");
}

function ofSelect(node: TreeNode, walk: Walk): Shape {
  const shape = walk.trace.select(node, null);
  const into = nodeIn(node, "intoClause");
  if (into["rel"] === undefined) return shape;
  keep(into, shape, walk);
  return NONE;
}

function keep(into: TreeNode, shape: Shape, { memory, trace }: Walk): void {
  trace.compareAll(shape);
  const columns = renamed(shape, wordsOf(listIn(into, "colNames")));
  memory.locals.set(textIn(nodeIn(into, "rel"), "relname") ?? "", columns);
}

/** A plan shows what the person typed; a value only when a function ran while it was made. */
function ofExplain(node: TreeNode, walk: Walk): Shape {
  outputsOf(node["query"], walk);
  return walk.trace.isOpaque ? blanket(walk.trace.catalogue.unknown) : CLEAN;
}

/** All columns of a COPY share one cell, and its lines stand or fall with them. */
function ofCopy(node: TreeNode, walk: Walk): Shape {
  const { trace } = walk;
  if (node["query"] !== undefined) return [inOneCell(wholeOf(outputsOf(node["query"], walk)))];
  const relation = nodeIn(node, "relation");
  const shape = trace.relation(textIn(relation, "schemaname"), textIn(relation, "relname") ?? "");
  taintOf(node["whereClause"], scopeIn(null), trace);
  if (node["whereClause"] !== undefined) trace.compareAll(shape);
  const columns = wordsOf(listIn(node, "attlist"));
  const listed = columns.map((name) => named(shape, name) ?? null);
  return [inOneCell(columns.length > 0 ? joined(listed) : wholeOf(shape))];
}

function inOneCell(taint: Taint): Shape[number] {
  return { name: null, taint, many: false };
}

function ofExecute(node: TreeNode, walk: Walk): Shape {
  const { memory, trace } = walk;
  const prepared = memory.prepared.get(textIn(node, "name") ?? "");
  decidingTaintOf(node["params"], scopeIn(null), trace);
  memory.executedNodes += prepared?.nodes ?? 0;
  if (prepared !== undefined && memory.executedNodes <= EXECUTED_NODES_MAX) {
    return outputsOf(prepared.query, walk);
  }
  trace.isOpaque = true;
  return NONE;
}

function nodesIn(query: unknown): number {
  let nodes = 0;
  const isWhole = visit(query, () => {
    nodes += 1;
  });
  return isWhole ? nodes : EXECUTED_NODES_MAX;
}
