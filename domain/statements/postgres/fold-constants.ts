import { type Constant, constantOf, type Folded, FREE, mixed } from "./folded";
import { isNode, nodeAt, stringAt, type TreeNode, wordsOf } from "./tree";

/** The parser leaves out what is zero, false or empty. */
export function constantOfNode(node: TreeNode): Folded {
  if (node["isnull"] === true) return constantOf(null);
  const boolean = nodeAt(node, "boolval");
  if (boolean !== undefined) return constantOf(boolean["boolval"] === true);
  const whole = nodeAt(node, "ival");
  if (whole !== undefined) return constantOf(Number(whole["ival"] ?? 0));
  const text = nodeAt(node, "sval");
  return text === undefined ? FREE : constantOf(stringAt(text, "sval") ?? "");
}

const IS_TRUE = /^(?:t|tr|tru|true|y|ye|yes|on|1)$/;
const IS_FALSE = /^(?:f|fa|fal|fals|false|n|no|off|of|0)$/;

/** Only casts to truth values and whole numbers are reckoned; the rest is not known. */
export function constantCast(node: TreeNode, arg: Folded): Folded {
  if (arg.kind !== "constant") return mixed([arg]);
  if (arg.value === null) return arg;
  const type = typeOf(node["typeName"]);
  if (type === "bool") return asBoolean(arg.value);
  if (type === "int4" || type === "int8") return asWhole(arg.value);
  return FREE;
}

function typeOf(typeName: unknown): string | null {
  if (!isNode(typeName) || typeName["arrayBounds"] !== undefined) return null;
  const words = wordsOf(typeName["names"]);
  const [first] = words;
  if (words.length === 2 && first !== "pg_catalog") return null;
  return words.at(-1) ?? null;
}

function asBoolean(value: Constant): Folded {
  if (typeof value === "boolean") return constantOf(value);
  if (typeof value === "number") return constantOf(value !== 0);
  const word = (value ?? "").trim().toLowerCase();
  if (IS_TRUE.test(word)) return constantOf(true);
  return IS_FALSE.test(word) ? constantOf(false) : FREE;
}

function asWhole(value: Constant): Folded {
  if (typeof value === "boolean") return constantOf(value ? 1 : 0);
  if (typeof value === "number") return constantOf(value);
  return /^\s*[+-]?\d{1,9}\s*$/.test(value ?? "") ? constantOf(Number(value)) : FREE;
}
