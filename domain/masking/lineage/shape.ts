import type { AnyKind } from "../masking-rule";

/** The kind of a protected column that could flow into a value; `null`: none could. */
export type Taint = AnyKind | null;

/** One column of a relation, as far as its rows can be told apart. */
export interface ShapeColumn {
  /** `null`: it has a name that nobody could tell. */
  readonly name: string | null;
  readonly taint: Taint;
  /** It stands for any number of columns, or for one whose place is not known. */
  readonly many: boolean;
}

/** What a relation (table, view, subquery, function) gives: its columns in order, with their taint. */
export type Shape = readonly ShapeColumn[];

/** A protected column whose value decides something, or is kept, without being shown as such. */
export interface Comparison {
  /** As the statement names it; `null` where it does not. */
  readonly column: string | null;
  readonly kind: AnyKind;
}

/** A relation of which nothing is known but that nothing protected is in it. */
export const CLEAN: Shape = [{ name: null, taint: null, many: true }];

/** Any of its columns could hold this. */
export function blanket(taint: Taint): Shape {
  return [{ name: null, taint, many: true }];
}

export function joined(taints: readonly Taint[]): Taint {
  return taints.find((taint) => taint !== null) ?? null;
}

/** All of it as one value: a row, a JSON document of it. */
export function wholeOf(shape: Shape): Taint {
  return joined(shape.map(({ taint }) => taint));
}

/** Columns of the name; `null` when there is none. */
export function named(shape: Shape, name: string): Taint | undefined {
  const found = shape.filter((column) => column.name === name);
  return found.length === 0 ? undefined : joined(found.map(({ taint }) => taint));
}

/** What columns whose names nobody could tell may hold. */
export function unnamed(shape: Shape): Taint {
  return joined(shape.filter(({ name }) => name === null).map(({ taint }) => taint));
}

/** Column aliases: the first ones get new names; where places are not known any may be any. */
export function renamed(shape: Shape, names: readonly string[]): Shape {
  if (names.length === 0) return shape;
  if (shape.some(({ many }) => many)) {
    const taint = wholeOf(shape);
    const first = names.map((name) => ({ name, taint, many: true }));
    return [...first, { name: null, taint, many: true }];
  }
  return shape.map((column, index) => ({ ...column, name: names[index] ?? column.name }));
}

/** UNION, INTERSECT, EXCEPT: by place, with the names of the first. */
export function united(left: Shape, right: Shape): Shape {
  const placed = left.length === right.length && ![...left, ...right].some(({ many }) => many);
  if (placed) {
    return left.map((column, index) => ({
      ...column,
      taint: joined([column.taint, right[index]?.taint ?? null]),
    }));
  }
  const taint = joined([wholeOf(left), wholeOf(right)]);
  return [...left.map((column) => ({ ...column, taint, many: true })), ...blanket(taint)];
}

/** The columns, none of them at a place that can be counted to. */
export function shuffled(shape: Shape): Shape {
  return shape.map((column) => ({ ...column, many: true }));
}

export function isSameShape(one: Shape, other: Shape): boolean {
  return (
    one.length === other.length &&
    one.every(
      (column, index) => column.taint === other[index]?.taint && column.name === other[index]?.name,
    )
  );
}

/** A place of a result, and the name that stands there. */
export interface Place {
  readonly index: number;
  readonly count: number;
  readonly name: string;
}

/** What the column at a place of a result may hold: counted from the end that can be counted from. */
export function atPlace(shape: Shape, place: Place): Taint {
  const { index, count, name } = place;
  const first = shape.findIndex(({ many }) => many);
  if (first === -1) return shape.length === count ? taintAt(shape, index) : wholeOf(shape);
  if (index < first) return taintAt(shape, index);
  const behind = shape.length - 1 - shape.findLastIndex(({ many }) => many);
  if (index >= count - behind) return taintAt(shape, shape.length - (count - index));
  return inMiddle(shape.slice(first, shape.length - behind), name);
}

function taintAt(shape: Shape, index: number): Taint {
  return shape[index]?.taint ?? null;
}

/** Where places cannot be counted the name tells, and what has no name may be any. */
function inMiddle(middle: Shape, name: string): Taint {
  const found = named(middle, name);
  if (found !== undefined) return joined([found, unnamed(middle)]);
  // Without a column of unknown name each one should have been found by its own.
  return middle.some((column) => column.name === null) ? unnamed(middle) : wholeOf(middle);
}
