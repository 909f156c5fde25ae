import type { FoldContext } from "./fold-step";
import { shapeOf } from "./shape";
import { listAt, stringAt, type TreeNode, unwrap, wordsOf } from "./tree";

/** A condition without its "not", so that it and its opposite are the same. */
interface Stance {
  readonly about: string;
  readonly affirms: boolean;
}

/** `a IS NULL OR a IS NOT NULL`, `a < 5 OR a >= 5`, `x OR NOT x`: one side always holds. */
export function hasBothSides(conditions: readonly unknown[], context: FoldContext): boolean {
  const sides = new Map<string, boolean>();
  for (const condition of conditions) {
    const stance = stanceOf(condition, context);
    if (stance === null) return true; // Too long to be compared: the worst is assumed.
    const known = sides.get(stance.about);
    if (known !== undefined && known !== stance.affirms) return true;
    sides.set(stance.about, stance.affirms);
  }
  return false;
}

function stanceOf(condition: unknown, context: FoldContext): Stance | null {
  let affirms = true;
  let [form, node] = unwrap(condition);
  while (form === "BoolExpr" && node["boolop"] === "NOT_EXPR") {
    affirms = !affirms;
    [form, node] = unwrap(listAt(node, "args")[0]);
  }
  const plain = plainOf(form, node);
  const about = shapeOf(plain.about, context.budget);
  return about === null ? null : { about, affirms: affirms === plain.affirms };
}

interface Plain {
  readonly about: unknown;
  readonly affirms: boolean;
}

function plainOf(form: string, node: TreeNode): Plain {
  if (form === "NullTest") {
    return { about: ["null", node["arg"]], affirms: node["nulltesttype"] === "IS_NULL" };
  }
  if (form === "BooleanTest") {
    const test = stringAt(node, "booltesttype") ?? "";
    const about = [test.replace("IS_NOT_", "IS_"), node["arg"]];
    return { about, affirms: !test.startsWith("IS_NOT_") };
  }
  if (form === "A_Expr") return plainComparison(node);
  return { about: { [form]: node }, affirms: true };
}

/** Each operator by one of its kind: `a >= b` is not `a < b`, `a > b` is `b < a`. */
const OPERATORS: Readonly<Record<string, readonly [as: string, affirms: boolean, swaps: boolean]>> =
  {
    "=": ["=", true, false],
    "<>": ["=", false, false],
    "!=": ["=", false, false],
    "<": ["<", true, false],
    ">=": ["<", false, false],
    ">": ["<", true, true],
    "<=": ["<", false, true],
    "~~": ["~~", true, false],
    "!~~": ["~~", false, false],
    "~~*": ["~~*", true, false],
    "!~~*": ["~~*", false, false],
    "~": ["~", true, false],
    "!~": ["~", false, false],
  };
const NEGATED_KINDS = /^AEXPR_(?:NOT_BETWEEN|NOT_BETWEEN_SYM|DISTINCT)$/;

function plainComparison(node: TreeNode): Plain {
  const kind = stringAt(node, "kind") ?? "";
  const words = wordsOf(node["name"]);
  const operator = words.at(-1) ?? "";
  const [as, affirms, swaps] = (Object.hasOwn(OPERATORS, operator) && OPERATORS[operator]) || [
    words,
    true,
    false,
  ];
  if (/BETWEEN|DISTINCT/.test(kind)) {
    const about = [kind.replace("NOT_", ""), node["lexpr"], node["rexpr"]];
    return { about, affirms: !NEGATED_KINDS.test(kind) };
  }
  if (/_(?:ANY|ALL)$/.test(kind)) return { about: { A_Expr: node }, affirms: true };
  const sides = swaps ? [node["rexpr"], node["lexpr"]] : [node["lexpr"], node["rexpr"]];
  return { about: [kind, as, ...sides], affirms };
}
