import { onlyReads, type StatementFacts, type StatementKind } from "../statements/facts";
import { planningOf } from "../statements/planning";
import { type Criterion, isAboutPlan } from "./criteria/criterion";
import { relationFitsAny } from "./glob";

/** A relation that a statement touches without naming it: behind a view or a rule, or kin by inheritance. */
export interface ReachedRelation {
  readonly schema: string;
  readonly name: string;
  readonly access: "read" | "write";
  /** What the statement names, and what leads there. */
  readonly through: string;
}

/** What a target expects of a statement that it has not run. */
export interface StatementPlan {
  readonly cost: number;
  /** Rows that it gives back or changes. */
  readonly rows: number;
  /** Relations that are read from end to end, and how many rows each is said to have. */
  readonly scans: readonly { readonly name: string; readonly rows: number }[];
}

/** What the target told of one statement before it was sent. */
export interface SeenStatement {
  /** `null`: nobody can know them before it runs. */
  readonly reached: readonly ReachedRelation[] | null;
  /** `none`: it has none, and needs none. `null`: nobody can know it. */
  readonly plan: StatementPlan | "none" | null;
}

/** What of a target must be looked at before rules can be asked of a text. */
export interface Look {
  readonly relations: boolean;
  readonly plans: boolean;
}

type CriteriaOf = { readonly criteria: readonly Criterion[] };

/** Whether there is anything to look at: what a rule is about, and a statement that may be that. */
export function lookFor(rules: readonly CriteriaOf[], facts: readonly StatementFacts[]): Look {
  const asks = (isAbout: (criterion: Criterion) => boolean) =>
    rules.some(({ criteria }) => criteria.some(isAbout));
  return {
    relations: facts.some(({ relations }) => relations.length > 0) && asks(isAboutRelations),
    plans: facts.some((one) => planningOf(one) !== "none") && asks(isAboutPlan),
  };
}

function isAboutRelations(criterion: Criterion): boolean {
  return namesIn(criterion).length > 0;
}

function namesIn(criterion: Criterion): readonly string[] {
  return criterion.kind === "no-limit" || criterion.kind === "relations" ? criterion.names : [];
}

/** Whether any of the rules is about a relation by its name: of others they are not to be asked. */
export function meantByAny(
  rules: readonly CriteriaOf[],
): (relation: Pick<ReachedRelation, "schema" | "name">) => boolean {
  const names = [...new Set(rules.flatMap(({ criteria }) => criteria.flatMap(namesIn)))];
  return (relation) => relationFitsAny(names, relation);
}

/**
 * Whether a statement before each one in the same text may change what its names mean. What names
 * nothing stands behind nothing.
 */
export function behindChange(facts: readonly StatementFacts[]): readonly boolean[] {
  const first = facts.findIndex(mayChangeNames);
  return facts.map(({ relations }, index) => first !== -1 && first < index && !!relations[0]);
}

/** Rights too: a schema is made together with its views and the rights on them. */
const CHANGING_NAMES: ReadonlySet<StatementKind> = new Set(["schema", "privilege", "unknown"]);

function mayChangeNames(one: StatementFacts): boolean {
  return CHANGING_NAMES.has(one.kind) || one.unknownCalls.length > 0 || writesCatalogue(one);
}

/** A write to `pg_settings` sets; one to `pg_class` renames, or tells another size. */
function writesCatalogue({ relations }: StatementFacts): boolean {
  return relations.some(({ name, access }) => access === "write" && name.startsWith("pg_"));
}

/** The first statements of a text: none before them may change how they are planned. */
export function plannedAsTheyStand(facts: readonly StatementFacts[]): readonly StatementFacts[] {
  const first = facts.findIndex((one) => !leavesPlansAlone(one));
  return first === -1 ? facts : facts.slice(0, first + 1);
}

function leavesPlansAlone(one: StatementFacts): boolean {
  if (onlyReads(one) || one.kind === "transaction") return true;
  return one.kind === "write" && one.unknownCalls.length === 0 && !writesCatalogue(one);
}
