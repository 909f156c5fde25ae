import { coalesced, conditional } from "./fold-branches";
import { comparison } from "./fold-comparison";
import { constantCast, constantOfNode } from "./fold-constants";
import { combined, done, type FoldContext, opaque, type Step } from "./fold-step";
import { and, constantOf, FREE, isConstant, mixed, not, or, ROW, TRUE } from "./folded";
import { hasBothSides } from "./opposites";
import { isOfTarget } from "./rows-in-question";
import { isNode, listAt, stringAt, type TreeNode, unwrap } from "./tree";

type Fold = (node: TreeNode, context: FoldContext) => Step;

const FOLDS: Readonly<Record<string, Fold>> = {
  A_Const: (node) => done(constantOfNode(node)),
  ColumnRef: (node, { target }) => done(isOfTarget(node, target) ? ROW : FREE),
  BoolExpr: boolean,
  A_Expr: comparison,
  NullTest: nullTest,
  BooleanTest: booleanTest,
  TypeCast: (node) => combined([node["arg"]], ([arg]) => constantCast(node, arg ?? FREE)),
  CollateClause: (node) => combined([node["arg"]], ([arg]) => arg ?? FREE),
  CoalesceExpr: coalesced,
  CaseExpr: conditional,
  SubLink: subquery,
};

export function stepOf(holder: unknown, context: FoldContext): Step {
  const [form, node] = unwrap(holder);
  const fold = Object.hasOwn(FOLDS, form) ? FOLDS[form] : undefined;
  return fold === undefined ? opaque(holder, context) : fold(node, context);
}

function boolean(node: TreeNode, context: FoldContext): Step {
  const parts = listAt(node, "args");
  switch (node["boolop"]) {
    case "AND_EXPR":
      return combined(parts, and);
    case "NOT_EXPR":
      return combined(parts, ([arg]) => not(arg ?? FREE));
    default:
      return hasBothSides(parts, context) ? done(TRUE) : combined(parts, or);
  }
}

function nullTest(node: TreeNode): Step {
  const wantsNull = node["nulltesttype"] === "IS_NULL";
  return combined([node["arg"]], ([arg]) => {
    if (arg?.kind === "constant") return constantOf((arg.value === null) === wantsNull);
    return !wantsNull && isTruthValue(node["arg"]) ? TRUE : mixed(arg === undefined ? [] : [arg]);
  });
}

/** `IS TRUE` and its five relatives. */
function booleanTest(node: TreeNode): Step {
  const [, negation, word] = /^IS_(NOT_)?(\w+)$/.exec(stringAt(node, "booltesttype") ?? "") ?? [];
  const wanted = word === "TRUE" ? true : word === "FALSE" ? false : null;
  const wantsIt = negation === undefined;
  return combined([node["arg"]], ([arg]) => {
    if (arg?.kind === "constant") return constantOf(isConstant(arg, wanted) === wantsIt);
    const isWhole = !wantsIt && wanted === null && isTruthValue(node["arg"]);
    return isWhole ? TRUE : mixed(arg === undefined ? [] : [arg]);
  });
}

const TESTS = /^(?:AEXPR_(?:IN|.*LIKE|SIMILAR|.*BETWEEN.*|.*DISTINCT|OP_ANY|OP_ALL))$/;
const COMPARES = /^(?:=|<>|!=|<|<=|>|>=)$/;

/** A comparison, so null only where a column is: asking that it is not null asks next to nothing. */
function isTruthValue(holder: unknown): boolean {
  const [form, node] = unwrap(holder);
  if (form === "BoolExpr" || form === "NullTest" || form === "BooleanTest") return true;
  if (form !== "A_Expr") return false;
  const operator = stringAt(isNode(node) ? lastName(node) : null, "sval") ?? "";
  return TESTS.test(stringAt(node, "kind") ?? "") || COMPARES.test(operator);
}

function lastName(node: TreeNode): unknown {
  const last = listAt(node, "name").at(-1);
  return isNode(last) ? last["String"] : null;
}

/** A query of a value or EXISTS without any relation comes to what it selects. */
function subquery(node: TreeNode, context: FoldContext): Step {
  const [form, query] = unwrap(node["subselect"]);
  const targets = listAt(query, "targetList");
  const isPlain = form === "SelectStmt" && targets.length === 1 && hasNothingElse(query);
  const type = node["subLinkType"];
  if (isPlain && type === "EXISTS_SUBLINK") return done(TRUE);
  if (isPlain && type === "EXPR_SUBLINK") {
    const [, target] = unwrap(targets[0]);
    return combined([target["val"]], ([value]) => value ?? FREE);
  }
  return opaque({ SubLink: node }, context);
}

const HARMLESS_KEYS = new Set(["targetList", "limitOption", "op"]);

function hasNothingElse(query: TreeNode): boolean {
  return Object.keys(query).every((key) => HARMLESS_KEYS.has(key)) && query["op"] === "SETOP_NONE";
}
