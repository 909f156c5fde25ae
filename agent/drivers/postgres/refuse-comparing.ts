import {
  type ComparingObjection,
  objectionToComparing,
} from "@/domain/masking/lineage/objection-to-comparing";
import { placeholderOf } from "@/domain/masking/masking-rule";
import { Refusal } from "@/domain/refusal";
import type { StatementParser } from "@/domain/statements/facts";
import type { Catalogues, CatalogueWish } from "./catalogues";

/**
 * Throws a Refusal when the statement would let somebody guess a column whose rule refuses comparisons,
 * or when nobody can tell that it would not.
 */
export async function refuseComparing(
  wish: CatalogueWish,
  catalogues: Catalogues,
  parser: StatementParser,
): Promise<void> {
  const rules = wish.rules.filter(({ comparisons }) => comparisons === "refuse");
  if (rules.length === 0) return;
  const catalogue = await catalogues.of({ ...wish, rules });
  const objection = objectionToComparing(parser.trees(wish.statement), catalogue);
  if (objection === null) return;
  throw new Refusal("MASKING.COMPARED", `${saying(objection)}, so nothing was sent.`);
}

function saying(objection: ComparingObjection): string {
  if (objection.because === "unknown") {
    return "A masking rule refuses comparisons of its columns, and nobody can tell that the statement makes none";
  }
  const { column, kind } = objection;
  const what = column === null ? "a protected column" : column;
  return `A masking rule refuses comparisons of its columns; ${what} holds what is masked as ${placeholderOf(kind)}, and decides something here without being shown`;
}
