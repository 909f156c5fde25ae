import type { StatementFacts } from "../statements/facts";
import type { Criterion } from "./criteria/criterion";

/** A relation that a statement touches without naming it: behind a view or a rule, or kin by inheritance. */
export interface ReachedRelation {
  readonly schema: string;
  readonly name: string;
  readonly access: "read" | "write";
  /** What the statement names, and what leads there. */
  readonly through: string;
}

/** What the target told of one statement before it was sent. */
export interface SeenStatement {
  /** `null`: nobody can know them before it runs. */
  readonly reached: readonly ReachedRelation[] | null;
}

/** What of a target must be looked at before rules can be asked of a text. */
export interface Look {
  readonly relations: boolean;
}

type CriteriaOf = { readonly criteria: readonly Criterion[] };

/** Whether there is anything to look at: a rule is about relations, and a statement names one. */
export function lookFor(rules: readonly CriteriaOf[], facts: readonly StatementFacts[]): Look {
  const asksRelations = rules.some(({ criteria }) => criteria.some(isAboutRelations));
  return { relations: asksRelations && facts.some(({ relations }) => relations.length > 0) };
}

function isAboutRelations(criterion: Criterion): boolean {
  if (criterion.kind === "no-limit") return criterion.names.length > 0;
  return criterion.kind === "relations";
}

/** A statement before this one in the same text may change what its names mean. */
export function isBehindChange(facts: readonly StatementFacts[], index: number): boolean {
  const names = (facts[index]?.relations.length ?? 0) > 0;
  return names && facts.slice(0, index).some(({ kind }) => kind === "schema" || kind === "unknown");
}
