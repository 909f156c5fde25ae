/**
 * What is known of an expression without the rows: a constant; `free`, something that is the same for
 * every row but is not known here; `row`, something that may differ from row to row.
 */
export type Folded =
  | { readonly kind: "constant"; readonly value: Constant }
  | { readonly kind: "free" }
  | { readonly kind: "row" };

/** Numbers are whole and small: only those are certain to be reckoned as the server does. */
export type Constant = null | boolean | number | string;

export const FREE: Folded = { kind: "free" };
export const ROW: Folded = { kind: "row" };
export const TRUE: Folded = { kind: "constant", value: true };
export const FALSE: Folded = { kind: "constant", value: false };
export const NULL: Folded = { kind: "constant", value: null };

export function isConstant(folded: Folded | undefined, value: Constant): boolean {
  return folded?.kind === "constant" && folded.value === value;
}

export function constantOf(value: Constant): Folded {
  const isTooLarge = typeof value === "number" && Math.abs(value) > 2 ** 31 - 1;
  return isTooLarge || Number.isNaN(value) ? FREE : { kind: "constant", value };
}

/** Of something made of these, of which nothing else is known. */
export function mixed(parts: readonly Folded[]): Folded {
  return parts.some(({ kind }) => kind === "row") ? ROW : FREE;
}

export function not(folded: Folded): Folded {
  if (isConstant(folded, true)) return FALSE;
  if (isConstant(folded, false)) return TRUE;
  return isConstant(folded, null) ? NULL : mixed([folded]);
}

export function and(parts: readonly Folded[]): Folded {
  if (parts.some((part) => isConstant(part, false))) return FALSE;
  if (parts.some(({ kind }) => kind === "row")) return ROW;
  if (parts.some((part) => isConstant(part, null))) return NULL;
  return parts.every((part) => isConstant(part, true)) ? TRUE : FREE;
}

/** `x OR something unknown`: that may be true for every row, so the row does not save it. */
export function or(parts: readonly Folded[]): Folded {
  if (parts.some((part) => isConstant(part, true))) return TRUE;
  if (parts.some(isUnknown)) return FREE;
  if (parts.some(({ kind }) => kind === "row")) return ROW;
  return parts.some((part) => isConstant(part, null)) ? NULL : FALSE;
}

/** The same for every row, and it may be true. A constant that is no truth value counts too. */
export function isUnknown(folded: Folded): boolean {
  if (folded.kind !== "constant") return folded.kind === "free";
  return folded.value !== null && typeof folded.value !== "boolean";
}
