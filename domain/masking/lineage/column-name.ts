import type { TreeNode } from "../../statements/postgres/tree";
import { listIn, unwrapped, wordsOf } from "./tree";

type NameOf = (node: TreeNode) => string | null;

/** How PostgreSQL names a column that nobody named (FigureColname); `null` where that is not known. */
const NAMES: Readonly<Record<string, NameOf>> = {
  ColumnRef: (node) => wordsOf(listIn(node, "fields")).at(-1) ?? null,
  FuncCall: (node) => wordsOf(listIn(node, "funcname")).at(-1) ?? null,
  A_Indirection: (node) => wordsOf(listIn(node, "indirection")).at(-1) ?? columnNameOf(node["arg"]),
  CollateClause: (node) => columnNameOf(node["arg"]),
  CoalesceExpr: () => "coalesce",
  A_ArrayExpr: () => "array",
  A_Const: () => "?column?",
  RowExpr: () => "row",
};

const CAST_DEPTH_MAX = 50;

export function columnNameOf(node: unknown): string | null {
  let at: unknown = node;
  for (let depth = 0; depth < CAST_DEPTH_MAX; depth += 1) {
    const [kind, inner] = unwrapped(at);
    if (kind === "A_Expr") return inner["kind"] === "AEXPR_NULLIF" ? "nullif" : "?column?";
    if (kind !== "TypeCast")
      return Object.hasOwn(NAMES, kind) ? (NAMES[kind]?.(inner) ?? null) : null;
    const [, of] = unwrapped(inner["arg"]);
    if (Object.keys(of).length === 0) return null;
    if (unwrapped(inner["arg"])[0] === "A_Const") return null; // Named after its type.
    at = inner["arg"];
  }
  return null;
}
