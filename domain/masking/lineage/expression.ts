import { isNode, type TreeNode } from "../../statements/postgres/tree";
import { joined, named, type Shape, type Taint, unnamed, wholeOf } from "./shape";
import type { Scope, Source, Trace } from "./trace";
import { asKind, listIn, nodeIn, unwrapped, wordsOf } from "./tree";

/** Answers with a number of rows or a rank: says nothing of a value. */
const COUNTS = new Set(
  "count row_number rank dense_rank ntile cume_dist percent_rank grouping".split(" "),
);

/** Answer true or false: not shown, but noted as a comparison. */
const COMPARES = new Set("= <> != < > <= >= ~ ~* !~ !~* ~~ !~~ ~~* !~~* ^@".split(" "));
const COMPARING_KINDS =
  /^AEXPR_(?:OP_ANY|OP_ALL|DISTINCT|NOT_DISTINCT|IN|LIKE|ILIKE|SIMILAR|(?:NOT_)?BETWEEN(?:_SYM)?)$/;

/** Keep what they are given where another call, or the next statement, finds it. */
const KEEPS =
  /^(?:set_config|setval|pg_(?:try_)?advisory_.*|pg_notify|pg_logical_emit_message|lo_.*|lowrite)$/;

const SYSTEM_COLUMNS = new Set("ctid xmin xmax cmin cmax tableoid".split(" "));

type Special = (node: TreeNode, at: Scope, trace: Trace) => Taint;

/** Forms that are not simply as protected as their parts. */
const SPECIAL: Readonly<Record<string, Special>> = {
  ColumnRef: (node, at, trace) => {
    const fields = listIn(node, "fields");
    return trace.read(wordsOf(fields).at(-1) ?? null, columnRef(fields, at, trace));
  },
  FuncCall: functionCall,
  A_Expr: operatorCall,
  A_Indirection: indirection,
  SubLink: subLink,
  SelectStmt: (node, at, trace) => {
    const shape = trace.select(node, at);
    for (const { name, taint } of shape) trace.read(name, taint);
    return wholeOf(shape);
  },
  BoolExpr: (node, at, trace) => truth(node, at, trace),
  NullTest: (node, at, trace) => truth(node, at, trace),
  BooleanTest: (node, at, trace) => truth(node, at, trace),
  JsonIsPredicate: (node, at, trace) => truth(node, at, trace),
};

/** What could flow into the value of an expression. What has no line above is the sum of its parts. */
export function taintOf(node: unknown, at: Scope, trace: Trace): Taint {
  if (typeof node !== "object" || node === null) return null;
  return trace.within(() => {
    if (Array.isArray(node)) return joined(node.map((one) => taintOf(one, at, trace)));
    const taints = Object.entries(node).map(([key, value]) => {
      const special = Object.hasOwn(SPECIAL, key) ? SPECIAL[key] : undefined;
      return special !== undefined && isNode(value)
        ? special(value, at, trace)
        : taintOf(value, at, trace);
    });
    return joined(taints);
  }, trace.catalogue.unknown);
}

/** As `taintOf`, of what decides something without being shown. */
export function decidingTaintOf(node: unknown, at: Scope, trace: Trace): Taint {
  return trace.deciding(() => taintOf(node, at, trace));
}

/**
 * As `taintOf`, of a value that is shown or kept. A column as it stands, or a subquery of one, decides
 * nothing by that; whatever is made of one may fail, or be NULL, for what it holds.
 */
export function shownTaintOf(node: unknown, at: Scope, trace: Trace): Taint {
  const [kind, inner] = unwrapped(node);
  const isSubquery = kind === "SubLink" && inner["subLinkType"] === "EXPR_SUBLINK";
  const isPlain = isSubquery || (kind === "ColumnRef" && !isCallOfRow(inner, at));
  return isPlain ? taintOf(node, at, trace) : decidingTaintOf(node, at, trace);
}

/** `t.f` where `t` is not known to have a column `f`: it may be the function `f` of the row. */
function isCallOfRow(node: TreeNode, at: Scope): boolean {
  const [relation, name] = wordsOf(listIn(node, "fields")).slice(-2);
  if (relation === undefined || name === undefined) return false;
  return sourcesOf(at, relation).some(({ shape }) => named(shape, name) === undefined);
}

/** Its parts are walked for what they call and touch; the answer itself is yes or no. */
function truth(node: TreeNode, at: Scope, trace: Trace): null {
  taintOf(Object.values(node), at, trace);
  return null;
}

function functionCall(node: TreeNode, at: Scope, trace: Trace): Taint {
  const name = wordsOf(listIn(node, "funcname")).at(-1) ?? "";
  trace.call(name);
  const given = taintOf(node["args"], at, trace);
  const order = taintOf(node["agg_order"], at, trace);
  taintOf([node["agg_filter"], node["over"]], at, trace);
  if (given !== null && KEEPS.test(name)) trace.isOpaque = true;
  if (COUNTS.has(name) && !trace.catalogue.takesRow(name)) return null;
  return joined([given, node["agg_within_group"] === true ? order : null]);
}

function operatorCall(node: TreeNode, at: Scope, trace: Trace): Taint {
  const names = wordsOf(listIn(node, "name"));
  const name = names.at(-1) ?? "";
  trace.operator(name);
  const left = taintOf(node["lexpr"], at, trace);
  const right = taintOf(node["rexpr"], at, trace);
  const kind = String(node["kind"]);
  if (kind === "AEXPR_NULLIF") return left;
  if (COMPARING_KINDS.test(kind)) return null;
  const isBinary = node["lexpr"] !== undefined && node["rexpr"] !== undefined;
  const compares = kind === "AEXPR_OP" && isBinary && names.length === 1 && COMPARES.has(name);
  return compares ? null : joined([left, right]);
}

function subLink(node: TreeNode, at: Scope, trace: Trace): Taint {
  const kind = String(node["subLinkType"]);
  const isOfRows = kind === "EXISTS_SUBLINK"; // Whether there are any: not what is in them.
  const parts = [node["subselect"], node["testexpr"]];
  const walk = () => taintOf(parts, at, trace);
  const inside = isOfRows ? trace.showing(walk) : walk();
  return ["EXPR_SUBLINK", "ARRAY_SUBLINK", "MULTIEXPR_SUBLINK"].includes(kind) ? inside : null;
}

/** `(t).column` is a column where `t` is a relation; of any other value a part is like the whole. */
function indirection(node: TreeNode, at: Scope, trace: Trace): Taint {
  const [first] = listIn(node, "indirection");
  const fields = listIn(asKind(node["arg"], "ColumnRef") ?? {}, "fields");
  const [name] = wordsOf(fields);
  const part = asKind(first, "String");
  const isRelation = name !== undefined && fields.length === 1 && sourcesOf(at, name).length > 0;
  if (isRelation && part !== null) {
    return trace.read(wordsOf([first])[0] ?? null, columnRef([fields[0], first], at, trace));
  }
  return joined([taintOf(node["arg"], at, trace), taintOf(node["indirection"], at, trace)]);
}

function columnRef(fields: readonly unknown[], at: Scope, trace: Trace): Taint {
  const words = wordsOf(fields);
  const isStar = words.length < fields.length;
  const name = words.at(-1) ?? "";
  if (isStar) return joined(sourcesFor(words.at(-1), at).map(({ shape }) => wholeOf(shape)));
  if (words.length === 1) return unqualified(name, at);
  const sources = sourcesOf(at, words.at(-2) ?? "");
  if (sources.length === 0) return joined(allSources(at).map(({ shape }) => wholeOf(shape)));
  return joined(sources.map(({ shape }) => qualified(shape, name, trace)));
}

/** Of any relation in reach: which one it is of, only the whole catalogue could tell. */
function unqualified(name: string, at: Scope): Taint {
  return joined(
    allSources(at).map(({ alias, shape }) =>
      alias === name ? wholeOf(shape) : (named(shape, name) ?? unnamed(shape)),
    ),
  );
}

/** `t.f` may also be the function `f` of the whole row. */
function qualified(shape: Shape, name: string, trace: Trace): Taint {
  const found = named(shape, name);
  if (found !== undefined) return found;
  if (SYSTEM_COLUMNS.has(name)) return null;
  const isOpen = shape.some((column) => column.name === null);
  return isOpen && !trace.catalogue.takesRow(name) ? unnamed(shape) : wholeOf(shape);
}

/** Of the nearest level that has one of the name. */
export function sourcesOf(at: Scope, alias: string): readonly Source[] {
  for (let level: Scope | null = at; level !== null; level = level.parent) {
    const found = level.sources.filter((source) => source.alias === alias);
    if (found.length > 0) return found;
  }
  return [];
}

function sourcesFor(alias: string | undefined, at: Scope): readonly Source[] {
  const found = alias === undefined ? at.sources : sourcesOf(at, alias);
  return found.length > 0 ? found : allSources(at);
}

function allSources(at: Scope): readonly Source[] {
  const all: Source[] = [];
  for (let level: Scope | null = at; level !== null; level = level.parent) {
    all.push(...level.sources);
  }
  return all;
}

/** Name and column names that `AS` gives. */
export function aliasOf(node: TreeNode): { name: string | null; columns: string[] } {
  const alias = nodeIn(node, "alias");
  const name = alias["aliasname"];
  return {
    name: typeof name === "string" ? name : null,
    columns: wordsOf(listIn(alias, "colnames")),
  };
}
