import { unreachable } from "../../invariant";
import type { StatementFacts } from "../../statements/facts";
import type { SeenStatement } from "../seen-at-target";
import { type CallsCriterion, calledAs } from "./calls";
import { type EveryRowCriterion, meetsEveryRow } from "./every-row";
import { type JoinsCriterion, joinsMany } from "./joins";
import { type NoLimitCriterion, readsWithoutLimit } from "./no-limit";
import { costsMore, type PlanCostCriterion } from "./plan-cost";
import { expectsMore, type PlanRowsCriterion } from "./plan-rows";
import { type PlanScanCriterion, scansLarge } from "./plan-scan";
import type { Answer } from "./reason";
import { type RelationsCriterion, touchesRelation } from "./relations";
import type { ResultPatternCriterion } from "./result-pattern";
import type { ResultWordsCriterion } from "./result-words";
import { isOneOfSeveral, type SeveralStatementsCriterion } from "./several-statements";
import { isOfKind, type StatementKindsCriterion } from "./statement-kinds";
import { isAtThisTime, type TimeCriterion } from "./time";
import { callsUnknown, type UnknownCallsCriterion } from "./unknown-calls";
import { isUnparsed, type UnparsedCriterion } from "./unparsed";

/** One thing that a rule asks of a result. */
export type ResultCriterion = ResultWordsCriterion | ResultPatternCriterion;

/** One thing that a rule asks of how the target would run a statement. */
export type PlanCriterion = PlanCostCriterion | PlanRowsCriterion | PlanScanCriterion;

/** One thing that a rule asks of a statement or of a result: a file of its own each. */
export type Criterion =
  | StatementKindsCriterion
  | RelationsCriterion
  | EveryRowCriterion
  | NoLimitCriterion
  | JoinsCriterion
  | SeveralStatementsCriterion
  | CallsCriterion
  | UnknownCallsCriterion
  | UnparsedCriterion
  | TimeCriterion
  | PlanCriterion
  | ResultCriterion;

export const CRITERION_KINDS = [
  "statement-kinds",
  "relations",
  "every-row",
  "no-limit",
  "joins",
  "several-statements",
  "calls",
  "unknown-calls",
  "unparsed",
  "time",
  "plan-cost",
  "plan-rows",
  "plan-scan",
  "result-words",
  "result-pattern",
] as const satisfies readonly Criterion["kind"][];
export type CriterionKind = Criterion["kind"];

/** Of those there is nothing to say but that they are there. */
export type BareCriterion =
  | EveryRowCriterion
  | SeveralStatementsCriterion
  | UnknownCallsCriterion
  | UnparsedCriterion;

const BARE: Readonly<Record<BareCriterion["kind"], true>> = {
  ...{ "every-row": true, "several-statements": true, "unknown-calls": true, unparsed: true },
};

export function isBareKind(kind: CriterionKind): kind is BareCriterion["kind"] {
  return Object.hasOwn(BARE, kind);
}

export function isBare(criterion: Criterion): criterion is BareCriterion {
  return isBareKind(criterion.kind);
}

export function isAboutResults(criterion: Criterion): criterion is ResultCriterion {
  return criterion.kind === "result-words" || criterion.kind === "result-pattern";
}

const PLAN_KINDS: Readonly<Record<PlanCriterion["kind"], true>> = {
  ...{ "plan-cost": true, "plan-rows": true, "plan-scan": true },
};

export function isPlanKind(kind: CriterionKind): kind is PlanCriterion["kind"] {
  return Object.hasOwn(PLAN_KINDS, kind);
}

export function isAboutPlan(criterion: Criterion): criterion is PlanCriterion {
  return isPlanKind(criterion.kind);
}

/** Those that say more than that they are there, of what a text shows, or of the hour. */
export type FactCriterion = Exclude<Criterion, BareCriterion | PlanCriterion | ResultCriterion>;

/** A statement among those it was sent with, and when. */
export interface Subject {
  readonly statement: StatementFacts;
  readonly index: number;
  readonly statements: number;
  /** Whether the parser could read the text it is of. */
  readonly isParsed: boolean;
  readonly now: Date;
  /** `null`: the target was not asked. */
  readonly seen: SeenStatement | null;
}

/** What one criterion says of one statement; one about results never holds for a statement. */
export function ask(criterion: Criterion, subject: Subject): Answer {
  if (isAboutResults(criterion)) return null;
  if (isAboutPlan(criterion)) return askPlan(criterion, subject);
  return isBare(criterion) ? askBare(criterion, subject) : askMore(criterion, subject);
}

function askBare(criterion: BareCriterion, subject: Subject): Answer {
  switch (criterion.kind) {
    case "every-row":
      return meetsEveryRow(subject.statement);
    case "several-statements":
      return isOneOfSeveral(subject);
    case "unknown-calls":
      return callsUnknown(subject.statement);
    case "unparsed":
      return isUnparsed(subject);
    default:
      return unreachable(criterion);
  }
}

function askPlan(criterion: PlanCriterion, { statement, seen }: Subject): Answer {
  switch (criterion.kind) {
    case "plan-cost":
      return costsMore(criterion, statement, seen);
    case "plan-rows":
      return expectsMore(criterion, statement, seen);
    case "plan-scan":
      return scansLarge(criterion, statement, seen);
    default:
      return unreachable(criterion);
  }
}

function askMore(criterion: FactCriterion, { statement, now, seen }: Subject): Answer {
  switch (criterion.kind) {
    case "statement-kinds":
      return isOfKind(criterion, statement);
    case "relations":
      return touchesRelation(criterion, statement, seen);
    case "no-limit":
      return readsWithoutLimit(criterion, statement, seen);
    case "joins":
      return joinsMany(criterion, statement);
    case "calls":
      return calledAs(criterion, statement);
    case "time":
      return isAtThisTime(criterion, now);

    default:
      return unreachable(criterion);
  }
}
