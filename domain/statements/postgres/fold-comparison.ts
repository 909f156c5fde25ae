import { combined, type FoldContext, opaque, type Step } from "./fold-step";
import {
  type Constant,
  constantOf,
  FALSE,
  type Folded,
  isConstant,
  mixed,
  NULL,
  not,
  TRUE,
} from "./folded";
import { isAlike, isSurelyAlike } from "./shape";
import { isNode, listAt, nodeAt, stringAt, type TreeNode, wordsOf } from "./tree";

/** Two sides or a side and a list, with what is between them. */
interface Sides {
  readonly left: unknown;
  readonly right: unknown;
  readonly operator: string;
  readonly context: FoldContext;
}

type Compare = (sides: Sides) => Step;

const OF_KIND: Readonly<Record<string, Compare>> = {
  AEXPR_OP: operation,
  AEXPR_IN: oneOf,
  AEXPR_LIKE: pattern,
  AEXPR_ILIKE: pattern,
  AEXPR_SIMILAR: pattern,
  AEXPR_BETWEEN: (sides) => between(sides, (inside) => inside),
  AEXPR_NOT_BETWEEN: (sides) => between(sides, not),
  AEXPR_DISTINCT: (sides) => distinct(sides, not),
  AEXPR_NOT_DISTINCT: (sides) => distinct(sides, (same) => same),
  AEXPR_OP_ANY: anyOrAll,
  AEXPR_OP_ALL: anyOrAll,
};

/** `a = b`, `a IN (…)`, `a LIKE b` and all that is written between two sides. */
export function comparison(node: TreeNode, context: FoldContext): Step {
  const kind = stringAt(node, "kind") ?? "";
  const compare = Object.hasOwn(OF_KIND, kind) ? OF_KIND[kind] : undefined;
  const operator = builtInOperator(node);
  if (compare === undefined || operator === null) return opaque({ A_Expr: node }, context);
  const [left, right] = [node["lexpr"], node["rexpr"]];
  const step = compare({ left, right, operator, context });
  return OF_LISTS.has(kind) ? (emptyList(kind, right) ?? step) : step;
}

const OF_LISTS = new Set(["AEXPR_OP_ALL", "AEXPR_OP_ANY"]);

/** PostgreSQL's own by the way it is written; null for one in a schema of somebody's own. */
function builtInOperator(node: TreeNode): string | null {
  const words = wordsOf(node["name"]);
  if (words.length !== 1 && words[0] !== "pg_catalog") return null;
  const operator = words.at(-1) ?? "";
  return ALIASES[operator] ?? operator;
}

const ALIASES: Readonly<Record<string, string>> = { "!=": "<>" };

const WHEN_ALIKE: Readonly<Record<string, boolean>> = {
  "=": true,
  "<=": true,
  ">=": true,
  "<>": false,
  "<": false,
  ">": false,
};

function operation(sides: Sides): Step {
  const { left, right, operator } = sides;
  if (left === undefined) return combined([right], ([arg]) => negated(operator, arg));
  return combined([left, right], (parts) => {
    const reckoned = reckon(operator, parts) ?? ofSidesAlike(sides);
    if (reckoned !== null) return reckoned;
    if (operator === "~" && isConstantIn(parts[1], EVERYTHING)) return TRUE;
    const isNothing = operator === "*" && parts.some((part) => isConstant(part, 0));
    return isNothing ? constantOf(0) : mixed(parts);
  });
}

/** What holds of two sides that are the same, whatever they are; null where they are not. */
function ofSidesAlike({ left, right, operator, context }: Sides): Folded | null {
  const holds = Object.hasOwn(WHEN_ALIKE, operator) ? WHEN_ALIKE[operator] : undefined;
  if (holds === true) return isAlike([left, right], context.budget) ? TRUE : null;
  return holds === false && isSurelyAlike(left, right) ? FALSE : null;
}

const EVERYTHING = ["", ".*", "^", "$", "^.*$", "^.*"];

function negated(operator: string, arg: Folded | undefined): Folded {
  const value = arg?.kind === "constant" ? arg.value : undefined;
  if (typeof value === "number" && operator === "-") return constantOf(-value);
  if (typeof value === "number" && operator === "+") return constantOf(value);
  return mixed(arg === undefined ? [] : [arg]);
}

/** Of two constants; null where it is not certain what the server makes of them. */
function reckon(operator: string, [left, right]: readonly Folded[]): Folded | null {
  if (isConstant(left, null) || isConstant(right, null)) return NULL;
  if (left?.kind !== "constant" || right?.kind !== "constant") return null;
  return reckonValues(operator, left.value, right.value);
}

function reckonValues(operator: string, one: Constant, other: Constant): Folded | null {
  if (typeof one === "number" && typeof other === "number") return ofNumbers(operator, one, other);
  if (one === other) return Object.hasOwn(WHEN_ALIKE, operator) ? alike(operator) : null;
  return typeof one === "boolean" && typeof other === "boolean" ? ofUnlike(operator) : null;
}

/** Of true and false. */
function ofUnlike(operator: string): Folded | null {
  if (operator === "=") return FALSE;
  return operator === "<>" ? TRUE : null;
}

function alike(operator: string): Folded {
  return constantOf(WHEN_ALIKE[operator] ?? null);
}

const NUMBERS: Readonly<Record<string, (one: number, other: number) => Constant>> = {
  "=": (one, other) => one === other,
  "<>": (one, other) => one !== other,
  "<": (one, other) => one < other,
  ">": (one, other) => one > other,
  "<=": (one, other) => one <= other,
  ">=": (one, other) => one >= other,
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
};

function ofNumbers(operator: string, one: number, other: number): Folded | null {
  const reckon = Object.hasOwn(NUMBERS, operator) ? NUMBERS[operator] : undefined;
  return reckon === undefined ? null : constantOf(reckon(one, other));
}

/** `IN` and `NOT IN` with a list. */
function oneOf({ left, right, operator, context }: Sides): Step {
  const items = listAt(nodeAt(right, "List"), "items");
  return combined([left, ...items], ([subject, ...others]) => {
    const found = others.map((other) => reckon("=", [subject ?? NULL, other]));
    const isAmong = found.some((one) => one !== null && isConstant(one, true));
    if (isAmong || items.some((item) => isAlike([left, item], context.budget))) {
      return operator === "=" ? TRUE : surely(left, items);
    }
    const isNone = found.every((one) => one !== null && isConstant(one, false));
    if (isNone) return constantOf(operator !== "=");
    return mixed([subject ?? NULL, ...others]);
  });
}

/** Not among a list in which it is: false, but only of what is the same each time it is asked. */
function surely(left: unknown, items: readonly unknown[]): Folded {
  const isThere = items.some((item) => isSurelyAlike(left, item));
  return isThere ? FALSE : mixed([]);
}

/** SIMILAR TO has its pattern in a call of the parser's own. */
function pattern({ left, right, operator }: Sides): Step {
  const [written = right] = listAt(nodeAt(right, "FuncCall"), "args");
  return combined([left, written], (parts) => {
    const value = parts[1]?.kind === "constant" ? parts[1].value : undefined;
    const takesAll = typeof value === "string" && /^%+$/.test(value);
    if (isConstant(parts[0], null) || value === null) return NULL;
    if (takesAll && !operator.startsWith("!")) return TRUE;
    return mixed(parts);
  });
}

function between({ left, right, context }: Sides, given: (inside: Folded) => Folded): Step {
  const [low, high] = listAt(nodeAt(right, "List"), "items");
  return combined([left, low, high], (parts) => {
    const [subject = NULL, from = NULL, to = NULL] = parts;
    const above = reckon(">=", [subject, from]);
    const below = reckon("<=", [subject, to]);
    if (above !== null && below !== null) return given(bothHold(above, below));
    const { budget } = context;
    const isItself = isAlike([left, low], budget) && isAlike([left, high], budget);
    return isItself ? given(TRUE) : mixed(parts);
  });
}

function bothHold(above: Folded, below: Folded): Folded {
  if (isConstant(above, false) || isConstant(below, false)) return FALSE;
  return isConstant(above, null) || isConstant(below, null) ? NULL : TRUE;
}

/** Unlike `=` these know an answer for null too. */
function distinct({ left, right, context }: Sides, given: (same: Folded) => Folded): Step {
  return combined([left, right], (parts) => {
    const [one, other] = parts;
    if (one?.kind === "constant" && other?.kind === "constant") {
      if (one.value === null || other.value === null)
        return given(constantOf(one.value === other.value));
      const same = reckon("=", parts);
      return same === null ? mixed(parts) : given(same);
    }
    if (isSurelyAlike(left, right)) return given(TRUE);
    return isAlike([left, right], context.budget) ? mixed([]) : mixed(parts);
  });
}

/** `= ANY (ARRAY[…])` is `IN`; any other is decided by the rows, if they are in it. */
function anyOrAll(sides: Sides): Step {
  const items = nodeAt(sides.right, "A_ArrayExpr")?.["elements"];
  if (sides.operator === "=" && Array.isArray(items)) {
    return oneOf({ ...sides, right: { List: { items } } });
  }
  return combined([sides.left, sides.right], mixed);
}

/** Everything holds of all members of an empty list, and nothing of any. */
function emptyList(kind: string, right: unknown): Step | null {
  const cast = nodeAt(right, "TypeCast");
  const list = cast === undefined ? right : cast["arg"];
  const array = nodeAt(list, "A_ArrayExpr");
  const literal = stringAt(nodeAt(nodeAt(list, "A_Const"), "sval"), "sval");
  const isEmpty =
    array === undefined
      ? /^\s*\{\s*\}\s*$/.test(literal ?? "")
      : listAt(array, "elements").length === 0;
  if (!isEmpty || !isNode(list)) return null;
  return combined([], () => (kind === "AEXPR_OP_ALL" ? TRUE : FALSE));
}

function isConstantIn(folded: Folded | undefined, values: readonly Constant[]): boolean {
  return folded?.kind === "constant" && values.includes(folded.value);
}
