import { constant, type Node, node, numberOf, truthOf, UNKNOWN } from "./condition-words";

const OPPOSITES: Readonly<Record<string, string>> = {
  ...{ "=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" },
  ...{ like: "not like", "not like": "like", in: "not in", "not in": "in" },
  ...{ "is null": "is not null", "is not null": "is null" },
};

/** Two sides and a sign between them. */
export function compare(sign: string, one: Node, other: Node): Node {
  if (one.kind === "constant" && other.kind === "constant") return ofConstants(sign, one, other);
  if (sign !== "<=>" && [one, other].some(isNull)) return constant(null);
  return ofRow(sign, [one, other]);
}

/** It is about the row where a value of the row is held against something else. */
export function ofRow(sign: string, sides: readonly Node[]): Node {
  const [first, ...rest] = sides;
  if (first === undefined || !sides.some(({ hasColumn }) => hasColumn)) return UNKNOWN;
  if (sides.some(({ kind }) => kind === "depends" || kind === "bounded")) return UNKNOWN;
  if (rest.some(({ shape }) => lastName(shape) === lastName(first.shape))) return UNKNOWN;
  const shaped = (word: string) => `(${first.shape} ${word} ${rest.map((r) => r.shape).join(" ")})`;
  const opposite = OPPOSITES[sign];
  return node("depends", shaped(sign), {
    hasColumn: true,
    opposite: opposite === undefined ? null : shaped(opposite),
  });
}

/** `users.id` and `id` may be the same; so may `"id"` be. */
function lastName(shape: string): string {
  return shape.replace(/^.*\./, "").replaceAll('"', "").toLowerCase();
}

function isNull({ kind, value }: Node): boolean {
  return kind === "constant" && value === null;
}

function ofConstants(sign: string, { value: a }: Node, { value: b }: Node): Node {
  if (a === null || b === null) return constant(sign === "<=>" ? Number(a === b) : null);
  if (typeof a === "string" && typeof b === "string") return ofTexts(sign, a, b);
  const [x, y] = [numberOf(a), numberOf(b)];
  const is = { "=": x === y, "<=>": x === y, "<>": x !== y, "<": x < y, ">": x > y };
  const known = { ...is, "<=": x <= y, ">=": x >= y }[sign];
  return known === undefined ? UNKNOWN : constant(Number(known));
}

/** Which letters are alike, the collation says: only what is plainly so is. */
function ofTexts(sign: string, one: string, other: string): Node {
  if (one.toLowerCase() !== other.toLowerCase()) return UNKNOWN;
  return ["=", "<=>"].includes(sign) ? constant(1) : UNKNOWN;
}

/** `LIKE`, `REGEXP` and their kind. */
export function matches(word: string, one: Node, pattern: Node): Node {
  if (one.kind === "constant") return UNKNOWN;
  const isAny = typeof pattern.value === "string" && /^[%_]*$/.test(pattern.value);
  return isAny || pattern.value === "" ? UNKNOWN : ofRow(word, [one, pattern]);
}

/** `IN` a list, or `BETWEEN` two. */
export function within(word: string, one: Node, others: readonly Node[]): Node {
  const known = [one, ...others].every(({ kind }) => kind === "constant");
  return known ? UNKNOWN : ofRow(word, [one, ...others]);
}

/** `IS NULL`, `IS NOT TRUE` and their kind. */
export function is(inner: Node, word: string, isNot: boolean): Node {
  if (inner.kind === "constant") {
    const truth = truthOf(inner);
    const wanted = { null: null, unknown: null, true: true, false: false }[word];
    return constant(Number((truth === wanted) !== isNot));
  }
  if (word === "null" && inner.kind === "scalar" && inner.hasColumn) {
    return ofRow(isNot ? "is not null" : "is null", [inner]);
  }
  const isTrue = inner.kind === "depends" && word === "true" && !isNot;
  return isTrue ? inner : UNKNOWN;
}
