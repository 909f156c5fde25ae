import {
  COMPARISON_DEMANDS,
  type ColumnMaskingRule,
  type ComparisonDemand,
  strictest,
} from "../masking-rule";
import {
  buildCatalogueOf,
  type CatalogueFacts,
  isAbout,
  isTelling,
  type ReadTrees,
} from "./build-catalogue";
import type { Catalogue } from "./catalogue";
import { objectionToComparing } from "./objection-to-comparing";

/** A protected column of the target, by its own names. */
export interface TargetColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
}

/** A protected column that a statement compares, and what the strictest of its rules ask of that. */
export interface ComparedColumn extends TargetColumn {
  readonly comparisons: ComparisonDemand;
  readonly rules: readonly string[];
}

export type Judgment =
  | { readonly kind: "compares"; readonly columns: readonly ComparedColumn[] }
  /** It may compare any column of these rules, or more of them than anybody would look through. */
  | {
      readonly kind: "unclear";
      readonly because: "unknown" | "too-many";
      readonly rules: readonly string[];
    };

/** More compared columns than this are not told one by one: nobody would approve them knowingly. */
export const COMPARED_COLUMNS_MAX = 20;

interface Candidate extends ComparedColumn {
  readonly relationId: number;
  readonly kind: ColumnMaskingRule["kind"];
}

/** What is protected in one target, asked which of it a statement compares. */
export class ComparingJudge {
  private readonly facts: CatalogueFacts;
  private readonly read: ReadTrees;
  private readonly candidates: readonly Candidate[];
  /** Of all candidates of one demand. */
  private readonly whole = new Map<ComparisonDemand, Catalogue>();

  constructor(rules: readonly ColumnMaskingRule[], facts: CatalogueFacts, read: ReadTrees) {
    this.facts = facts;
    this.read = remembering(read);
    this.candidates = candidatesOf(rules, facts);
  }

  /**
   * Which protected columns decide something in a text without being shown. `statements` are its
   * trees, or `null` when it cannot be read. Of columns that are refused the first is enough.
   */
  judge(statements: readonly unknown[] | null): Judgment {
    const columns: ComparedColumn[] = [];
    for (const demand of COMPARISON_DEMANDS.toReversed()) {
      const found = this.judgeOf(demand, statements);
      if (found.kind === "unclear") return found;
      columns.push(...found.columns);
      if (demand === "refuse" && columns.length > 0) break;
    }
    return { kind: "compares", columns };
  }

  private judgeOf(demand: ComparisonDemand, statements: readonly unknown[] | null): Judgment {
    const asked = this.candidates.filter(({ comparisons }) => comparisons === demand);
    const objection = objectionToComparing(statements, this.wholeOf(demand, asked));
    if (objection === null) return { kind: "compares", columns: [] };
    const isRefused = demand === "refuse";
    const unclear = { kind: "unclear", rules: rulesOf(asked) } as const;
    const isUnknown = objection.because === "unknown" || (objection.isUnclear && !isRefused);
    if (isUnknown || statements === null) return { ...unclear, because: "unknown" };
    const columnsMax = isRefused ? 1 : COMPARED_COLUMNS_MAX + 1;
    const found = this.search(asked, { statements, columnsMax });
    if (found.length > COMPARED_COLUMNS_MAX) return { ...unclear, because: "too-many" };
    // Together they object and none alone: nobody can tell which it is.
    if (found.length === 0) return { ...unclear, because: "unknown" };
    return { kind: "compares", columns: found.map(publicOf) };
  }

  /** Those that the statement compares when nothing else is protected, by halving: most are not. */
  private search(
    candidates: readonly Candidate[],
    wish: { readonly statements: readonly unknown[]; readonly columnsMax: number },
  ): readonly Candidate[] {
    const { statements, columnsMax } = wish;
    if (columnsMax <= 0 || candidates.length === 0) return [];
    if (objectionToComparing(statements, this.catalogueOf(candidates)) === null) return [];
    if (candidates.length === 1) return candidates;
    const half = candidates.length >> 1;
    const first = this.search(candidates.slice(0, half), wish);
    const left = { statements, columnsMax: columnsMax - first.length };
    return [...first, ...this.search(candidates.slice(half), left)];
  }

  private wholeOf(demand: ComparisonDemand, asked: readonly Candidate[]): Catalogue {
    const catalogue = this.whole.get(demand) ?? this.catalogueOf(asked);
    this.whole.set(demand, catalogue);
    return catalogue;
  }

  private catalogueOf(candidates: readonly Candidate[]): Catalogue {
    const kinds = new Map(candidates.map((one) => [keyOf(one.relationId, one.column), one.kind]));
    return buildCatalogueOf(
      ({ id }, column) => kinds.get(keyOf(id, column)) ?? null,
      this.facts,
      this.read,
    );
  }
}

/** Each protected column of which a rule asks something, once, with the strictest that is asked. */
function candidatesOf(
  rules: readonly ColumnMaskingRule[],
  { relations }: CatalogueFacts,
): readonly Candidate[] {
  return relations.flatMap((relation) => {
    if (isTelling(relation)) return [];
    return relation.columns.flatMap(({ name: column }): Candidate[] => {
      const about = rules.filter((rule) => isAbout(rule, relation, column));
      const comparisons = strictest(about.map((rule) => rule.comparisons));
      const [first] = about;
      if (comparisons === null || first === undefined) return [];
      const asking = about.filter((rule) => rule.comparisons === comparisons);
      const { id: relationId, schema, name: table } = relation;
      const names = [...new Set(asking.flatMap((rule) => rule.rules ?? []))];
      return [{ relationId, schema, table, column, kind: first.kind, comparisons, rules: names }];
    });
  });
}

function rulesOf(candidates: readonly Candidate[]): readonly string[] {
  return [...new Set(candidates.flatMap(({ rules }) => rules))];
}

function publicOf({ schema, table, column, comparisons, rules }: Candidate): ComparedColumn {
  return { schema, table, column, comparisons, rules };
}

function keyOf(relationId: number, column: string): string {
  return `${relationId} ${column}`;
}

/** Views are read once, however often it is asked what would be protected. */
function remembering(read: ReadTrees): ReadTrees {
  const known = new Map<string, ReturnType<ReadTrees>>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const trees = read(text);
    known.set(text, trees);
    return trees;
  };
}
