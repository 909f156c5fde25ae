import { type ColumnMaskingRule, type ComparisonDemand, strictest } from "../masking-rule";
import { type CatalogueFacts, isAbout, isTelling, type RelationFacts } from "./build-catalogue";
import { topmostOf } from "./kin";

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

export interface Candidate extends ComparedColumn {
  /** Where it is kept: the relation that names it, and its kin. */
  readonly relationIds: readonly number[];
  readonly kind: ColumnMaskingRule["kind"];
}

interface Named {
  readonly relation: RelationFacts;
  readonly column: string;
  readonly about: readonly ColumnMaskingRule[];
}

/**
 * Each protected column of which a rule asks something, once, with the strictest that is asked. That
 * of a table and those of its partitions and children are one.
 */
export function candidatesOf(
  rules: readonly ColumnMaskingRule[],
  { relations }: CatalogueFacts,
): readonly Candidate[] {
  if (rules.every(({ comparisons }) => comparisons === undefined)) return [];
  const topmost = topmostOf(relations);
  const kin = new Map<string, { readonly top: RelationFacts; readonly all: Named[] }>();
  for (const named of relations.flatMap((relation) => namedIn(relation, rules))) {
    const top = topmost(named.relation, named.column);
    const key = `${top.id} ${named.column}`;
    const group = kin.get(key) ?? { top, all: [] };
    group.all.push(named);
    kin.set(key, group);
  }
  return [...kin.values()].flatMap(({ top, all }) => candidateOf(top, all));
}

function namedIn(relation: RelationFacts, rules: readonly ColumnMaskingRule[]): readonly Named[] {
  if (isTelling(relation)) return [];
  return relation.columns.flatMap(({ name: column }) => {
    const about = rules.filter((rule) => isAbout(rule, relation, column));
    return about.length === 0 ? [] : [{ relation, column, about }];
  });
}

function candidateOf(top: RelationFacts, all: readonly Named[]): readonly Candidate[] {
  const about = [...new Set(all.flatMap((one) => one.about))];
  const comparisons = strictest(about.map((rule) => rule.comparisons));
  const [first] = about;
  const column = all[0]?.column;
  if (comparisons === null || first === undefined || column === undefined) return [];
  const asking = about.filter((rule) => rule.comparisons === comparisons);
  const rules = [...new Set(asking.flatMap((rule) => rule.rules ?? []))];
  const { schema, name: table } = top;
  const relationIds = all.map(({ relation }) => relation.id);
  return [{ relationIds, schema, table, column, kind: first.kind, comparisons, rules }];
}
