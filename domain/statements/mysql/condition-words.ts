/** What a condition is, seen from the row that it is asked of. */
export interface Node {
  /**
   * `constant`: the same for each row; `depends`: true for some rows; `bounded`: never true for more rows
   * than something that depends; `scalar`: a value of the row; `unknown`: nobody knows.
   */
  readonly kind: "constant" | "depends" | "bounded" | "scalar" | "unknown";
  readonly value: number | string | null;
  readonly hasColumn: boolean;
  /** Written alike for nodes that are alike. */
  readonly shape: string;
  /** The shape of what is true exactly where this is false. */
  readonly opposite: string | null;
}

export function node(kind: Node["kind"], shape: string, more: Partial<Node> = {}): Node {
  return { kind, shape, value: null, hasColumn: false, opposite: null, ...more };
}

export const constant = (value: number | string | null) =>
  node("constant", JSON.stringify(value), { value });
export const UNKNOWN = node("unknown", "?");

/** A text is the number that it begins with, or zero. */
export function numberOf(value: number | string): number {
  if (typeof value === "number") return value;
  const found = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/i.exec(value);
  return found === null ? 0 : Number(found[0]);
}

/** True, false, or null: of a constant. */
export function truthOf({ value }: Node): boolean | null {
  return value === null ? null : numberOf(value) !== 0;
}

export function and(one: Node, other: Node): Node {
  const shape = `(${one.shape} and ${other.shape})`;
  for (const [side, rest] of [
    [one, other],
    [other, one],
  ] as const) {
    if (side.kind !== "constant") continue;
    return truthOf(side) === true ? asCondition(rest) : constant(0);
  }
  const kinds = [one.kind, other.kind];
  if (kinds.every((kind) => kind === "depends")) return node("depends", shape);
  const isBounded = kinds.some((kind) => kind === "depends" || kind === "bounded");
  return node(isBounded ? "bounded" : "unknown", shape);
}

/** Flat, so that one and its opposite are found wherever they stand. */
export function or(sides: readonly Node[]): Node {
  if (sides.length === 1 && sides[0] !== undefined) return sides[0];
  if (sides.some((side) => side.kind === "constant" && truthOf(side) === true)) return constant(1);
  const rest = sides.filter(({ kind }) => kind !== "constant").map(asCondition);
  if (rest.length === 0) return constant(0);
  const shapes = new Set(rest.map(({ shape }) => shape));
  const isAll = rest.some(({ opposite }) => opposite !== null && shapes.has(opposite));
  const isKnown = rest.every(({ kind }) => kind === "depends" || kind === "bounded");
  const shape = `(${rest.map((side) => side.shape).join(" or ")})`;
  if (isAll || !isKnown) return node("unknown", shape);
  return node(rest.every(({ kind }) => kind === "depends") ? "depends" : "bounded", shape);
}

export function xor(one: Node, other: Node): Node {
  if (one.kind !== "constant" || other.kind !== "constant") return UNKNOWN;
  const [a, b] = [truthOf(one), truthOf(other)];
  return constant(a === null || b === null ? null : Number(a !== b));
}

export function not(inner: Node): Node {
  if (inner.kind === "constant") {
    const truth = truthOf(inner);
    return constant(truth === null ? null : Number(!truth));
  }
  if (inner.kind !== "depends") return node("unknown", `(not ${inner.shape})`);
  const shape = inner.opposite ?? `(not ${inner.shape})`;
  return node("depends", shape, { opposite: inner.shape });
}

/** A value of the row by itself: of a key it is true for all. */
function asCondition(inner: Node): Node {
  return inner.kind === "scalar" ? { ...inner, kind: "unknown" } : inner;
}
