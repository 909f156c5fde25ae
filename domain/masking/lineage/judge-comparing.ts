import { COMPARISON_DEMANDS, type ColumnMaskingRule, type ComparisonDemand } from "../masking-rule";
import {
  buildCatalogueOf,
  type CatalogueFacts,
  type Readers,
  type ReadTrees,
} from "./build-catalogue";
import type { Catalogue } from "./catalogue";
import { type Candidate, type ComparedColumn, candidatesOf } from "./compared-candidates";
import { factsNear } from "./facts-near";
import { JudgingWork, weightOfFacts, weightOfStatements } from "./judging-work";
import { objectionToComparing } from "./objection-to-comparing";
import { wordsOfBody } from "./opaque-calls";

export type { ComparedColumn, TargetColumn } from "./compared-candidates";

export type Judgment =
  | { readonly kind: "compares"; readonly columns: readonly ComparedColumn[] }
  /**
   * It may compare any column of these rules, or more of them than anybody would look through, or
   * finding them would take too long.
   */
  | {
      readonly kind: "unclear";
      readonly because: "unknown" | "too-many" | "too-long";
      readonly rules: readonly string[];
    };

/** More compared columns than this are not told one by one: nobody would approve them knowingly. */
export const COMPARED_COLUMNS_MAX = 20;

/** What one judgment reads and spends; nothing of it is kept: trees of all views are large. */
interface Judging {
  readonly readers: Readers;
  readonly work: JudgingWork;
}

interface Search extends Judging {
  readonly statements: readonly unknown[];
  readonly columnsMax: number;
  /** The part of the target that is looked at. */
  readonly facts: CatalogueFacts;
  /** Of one step. */
  readonly weight: number;
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
    this.read = read;
    this.candidates = candidatesOf(rules, facts);
  }

  /**
   * Which protected columns decide something in a text without being shown. `statements` are its
   * trees, or `null` when it cannot be read. Of columns that are refused the first is enough.
   */
  judge(statements: readonly unknown[] | null): Judgment {
    const columns: ComparedColumn[] = [];
    const readers = { trees: remembering(this.read), words: remembering(wordsOfBody) };
    const judging = { readers, work: new JudgingWork() };
    for (const demand of COMPARISON_DEMANDS.toReversed()) {
      const found = this.judgeOf(demand, statements, judging);
      if (found.kind === "unclear") return found;
      columns.push(...found.columns);
      if (demand === "refuse" && columns.length > 0) break;
    }
    return { kind: "compares", columns };
  }

  private judgeOf(
    demand: ComparisonDemand,
    statements: readonly unknown[] | null,
    judging: Judging,
  ): Judgment {
    const asked = this.candidates.filter(({ comparisons }) => comparisons === demand);
    const objection = objectionToComparing(statements, this.wholeOf(demand, asked, judging));
    if (objection === null) return { kind: "compares", columns: [] };
    const isRefused = demand === "refuse";
    const unclear = { kind: "unclear", rules: rulesOf(asked) } as const;
    const isUnknown = objection.because === "unknown" || (objection.isUnclear && !isRefused);
    if (isUnknown || statements === null) return { ...unclear, because: "unknown" };
    const columnsMax = isRefused ? 1 : COMPARED_COLUMNS_MAX + 1;
    const whole = { facts: this.facts, weight: weightOf(statements, this.facts) };
    const found = this.find(asked, { ...judging, ...whole, statements, columnsMax });
    const isSpent = judging.work.isSpent && found.length < columnsMax;
    const because = whyUnclear(found.length, isSpent);
    if (because !== null) return { ...unclear, because };
    return { kind: "compares", columns: found.map(publicOf) };
  }

  /**
   * Looked for among the relations that the statement may reach, which are few, and then whether all
   * others together are compared: where they are, something is reached in another way.
   */
  private find(asked: readonly Candidate[], wish: Search): readonly Candidate[] {
    const { statements, columnsMax } = wish;
    const facts = factsNear(statements, this.facts);
    const near = new Set(facts.relations.map(({ id }) => id));
    const found = this.search(
      asked.filter(({ relationIds }) => relationIds.some((id) => near.has(id))),
      { ...wish, facts, weight: weightOf(statements, facts) },
    );
    if (found.length >= columnsMax) return found;
    const others = asked.filter((one) => !found.includes(one));
    const left = { ...wish, columnsMax: columnsMax - found.length };
    return [...found, ...this.search(others, left)];
  }

  /** Those that the statement compares when nothing else is protected, by halving: most are not. */
  private search(candidates: readonly Candidate[], wish: Search): readonly Candidate[] {
    const { statements, columnsMax, facts, readers, work } = wish;
    if (columnsMax <= 0 || candidates.length === 0 || !work.spend(wish.weight)) return [];
    const catalogue = catalogueOf(candidates, facts, readers);
    if (objectionToComparing(statements, catalogue) === null) return [];
    if (candidates.length === 1) return candidates;
    const half = candidates.length >> 1;
    const first = this.search(candidates.slice(0, half), wish);
    const left = { ...wish, columnsMax: columnsMax - first.length };
    return [...first, ...this.search(candidates.slice(half), left)];
  }

  private wholeOf(
    demand: ComparisonDemand,
    asked: readonly Candidate[],
    { readers }: Judging,
  ): Catalogue {
    const catalogue = this.whole.get(demand) ?? catalogueOf(asked, this.facts, readers);
    this.whole.set(demand, catalogue);
    return catalogue;
  }
}

function weightOf(statements: readonly unknown[], facts: CatalogueFacts): number {
  return weightOfStatements(statements, facts) + weightOfFacts(facts);
}

function catalogueOf(
  candidates: readonly Candidate[],
  facts: CatalogueFacts,
  readers: Readers,
): Catalogue {
  const kinds = new Map(
    candidates.flatMap(({ relationIds, column, kind }) =>
      relationIds.map((id) => [keyOf(id, column), kind] as const),
    ),
  );
  return buildCatalogueOf(({ id }, column) => kinds.get(keyOf(id, column)) ?? null, facts, readers);
}

function whyUnclear(count: number, isSpent: boolean): "unknown" | "too-many" | "too-long" | null {
  if (count > COMPARED_COLUMNS_MAX) return "too-many";
  if (isSpent) return "too-long";
  // Together they object and none alone: nobody can tell which it is.
  return count === 0 ? "unknown" : null;
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

/** A text is read once, however often it is asked what would be protected. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = read(text);
    known.set(text, found);
    return found;
  };
}
