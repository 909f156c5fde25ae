import { columnInWords, isSameColumn, rulesInWords } from "@/domain/masking/compared-words";
import {
  COMPARED_COLUMNS_MAX,
  type ComparedColumn,
  type Judgment,
  type TargetColumn,
} from "@/domain/masking/lineage/judge-comparing";
import type { ComparisonDemand } from "@/domain/masking/masking-rule";
import { Refusal } from "@/domain/refusal";
import type { StatementParser } from "@/domain/statements/facts";
import type { Catalogues, CatalogueWish } from "./catalogues";

/** Who judges: what is known of targets, and who reads statements. */
export interface Judging {
  readonly catalogues: Catalogues;
  readonly parser: StatementParser;
}

/**
 * The protected columns that a statement compares and may compare once that is approved or counted.
 * Throws a Refusal for those that may never be, and when nobody can tell which they are.
 */
export async function judgeComparing(
  wish: CatalogueWish,
  { catalogues, parser }: Judging,
): Promise<readonly ComparedColumn[]> {
  if (!wish.rules.some(({ comparisons }) => comparisons !== undefined)) return [];
  const judge = await catalogues.judge(wish);
  if (judge === null) return [];
  const judgment = judge.judge(parser.trees(wish.statement));
  if (judgment.kind === "unclear") throw compared(sayingUnclear(judgment));
  const refused = judgment.columns.find(({ comparisons }) => comparisons === "refuse");
  if (refused !== undefined) throw compared(saying(refused));
  return judgment.columns;
}

/** Throws a Refusal when a statement compares more than the gateway granted it. */
export async function refuseComparing(
  wish: CatalogueWish & { readonly granted: readonly TargetColumn[] },
  judging: Judging,
): Promise<void> {
  const columns = await judgeComparing(wish, judging);
  const other = columns.find((column) => !wish.granted.some((one) => isSameColumn(one, column)));
  if (other !== undefined) throw compared(saying(other));
}

function compared(because: string): Refusal {
  return new Refusal("MASKING.COMPARED", `${because}, so nothing was sent.`);
}

const DEMANDS: Readonly<Record<ComparisonDemand, string>> = {
  refuse: "refuses comparisons of it",
  approve: "wants them approved first, which they are not here",
  count: "counts comparisons of it, which nobody did here",
};

function saying({ comparisons, rules, ...column }: ComparedColumn): string {
  const what = `${columnInWords(column)} decides something here without being shown`;
  return `${what}; ${rulesInWords(rules)} ${DEMANDS[comparisons]}`;
}

function sayingUnclear({ because, rules }: Extract<Judgment, { kind: "unclear" }>): string {
  const whose = `Comparisons of columns of ${rulesInWords(rules)} are not free`;
  return `${whose}, and ${UNCLEAR[because]}`;
}

const UNCLEAR: Readonly<Record<Extract<Judgment, { kind: "unclear" }>["because"], string>> = {
  unknown: "nobody can tell that the statement makes none",
  "too-many": `the statement makes some of more than ${COMPARED_COLUMNS_MAX} columns`,
  "too-long": "telling those of the statement, which makes some, takes too long: try a shorter one",
};
