import { ofRow } from "./comparison";
import { constant, type Node, node, not, numberOf, UNKNOWN } from "./condition-words";

export function compute(sign: string, one: Node, other: Node): Node {
  const hasColumn = one.hasColumn || other.hasColumn;
  const isKnown = one.kind === "constant" && other.kind === "constant";
  if (!isKnown) {
    return node(hasColumn ? "scalar" : "unknown", `(${one.shape} ${sign} ${other.shape})`, {
      hasColumn: hasColumn && one.shape !== other.shape,
    });
  }
  if (one.value === null || other.value === null) return constant(null);
  const [a, b] = [numberOf(one.value), numberOf(other.value)];
  const value = { "+": a + b, "-": a - b, "*": a * b }[sign];
  return value === undefined ? UNKNOWN : constant(value);
}

/** `!`, a minus and their kind before a value. */
export function withSign(sign: string, inner: Node): Node {
  if (sign === "!") return not(inner);
  if (sign === "binary") return inner.kind === "constant" ? UNKNOWN : inner;
  if (sign === "~") return ofRow("~", [inner]).kind === "depends" ? inner : UNKNOWN;
  if (inner.kind !== "constant") return { ...inner, shape: `(${sign} ${inner.shape})` };
  if (inner.value === null) return inner;
  return constant(sign === "-" ? -numberOf(inner.value) : numberOf(inner.value));
}
