import type { Catalogue } from "./catalogue";
import type { Comparison } from "./shape";
import { lineageOfText } from "./text-lineage";

/** Why a text could tell what a protected column holds without showing it. */
export type ComparingObjection =
  | ({
      readonly because: "compared";
      /** What else it reads cannot be told. */
      readonly isUnclear: boolean;
    } & Comparison)
  /** What it reads cannot be told: it could compare any of them. */
  | { readonly because: "unknown" };

/**
 * Whether a text uses a column that the catalogue protects where its value decides something: which
 * rows there are, in which order, whether an expression fails. `statements` are its trees, or `null`
 * when it cannot be read.
 */
export function objectionToComparing(
  statements: readonly unknown[] | null,
  catalogue: Catalogue,
): ComparingObjection | null {
  if (catalogue.unknown === null) return null;
  if (statements === null) return { because: "unknown" };
  const lineages = lineageOfText(statements, catalogue);
  const isUnclear = lineages.some((one) => one.isOpaque || one.isUncertain);
  const [first] = lineages.flatMap(({ comparison }) => (comparison === null ? [] : [comparison]));
  if (first !== undefined) return { because: "compared", isUnclear, ...first };
  return isUnclear ? { because: "unknown" } : null;
}
