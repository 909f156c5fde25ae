import type { StatementFacts } from "../../statements/facts";
import type { SeenStatement } from "../seen-at-target";
import type { WrittenText } from "../written-text";
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
import { fitsPattern, type TextPatternCriterion } from "./text-pattern";
import { hasAWord, type TextWordsCriterion } from "./text-words";
import { isAtThisTime, type TimeCriterion } from "./time";
import { callsUnknown, type UnknownCallsCriterion } from "./unknown-calls";
import { isUnparsed, type UnparsedCriterion } from "./unparsed";

/** One thing that a rule asks of a result. */
export type ResultCriterion = ResultWordsCriterion | ResultPatternCriterion;

/** One thing that a rule asks of how the target would run a statement. */
export type PlanCriterion = PlanCostCriterion | PlanRowsCriterion | PlanScanCriterion;

/** One thing that a rule asks of a command as it is written, whatever it is. */
export type TextCriterion = TextWordsCriterion | TextPatternCriterion;

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
  | TextCriterion
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
  "text-words",
  "text-pattern",
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

export function isTextKind(kind: CriterionKind): kind is TextCriterion["kind"] {
  return kind === "text-words" || kind === "text-pattern";
}

export function isAboutText(criterion: Criterion): criterion is TextCriterion {
  return isTextKind(criterion.kind);
}

/** Those that say more than that they are there, of what a text shows, or of the hour. */
export type FactCriterion = Exclude<
  Criterion,
  BareCriterion | PlanCriterion | ResultCriterion | TextCriterion
>;

/** A statement among those it was sent with, and when. */
export interface Subject {
  readonly statement: StatementFacts;
  readonly index: number;
  readonly statements: number;
  /** Whether the parser could read the text it is of. */
  readonly isParsed: boolean;
  readonly now: Date;
  /** Of the whole command. */
  readonly text: WrittenText;
  /** `null`: the target was not asked. */
  readonly seen: SeenStatement | null;
}

type Ask<K extends CriterionKind> = (
  criterion: Extract<Criterion, { readonly kind: K }>,
  subject: Subject,
) => Answer;

/** Looked up by its kind: fifty rules are asked of each statement. */
const ASKED: { readonly [K in CriterionKind]: Ask<K> } = {
  "statement-kinds": (criterion, { statement }) => isOfKind(criterion, statement),
  relations: (criterion, { statement, seen }) => touchesRelation(criterion, statement, seen),
  "every-row": (_, { statement }) => meetsEveryRow(statement),
  "no-limit": (criterion, { statement, seen }) => readsWithoutLimit(criterion, statement, seen),
  joins: (criterion, { statement }) => joinsMany(criterion, statement),
  "several-statements": (_, subject) => isOneOfSeveral(subject),
  calls: (criterion, { statement }) => calledAs(criterion, statement),
  "unknown-calls": (_, { statement }) => callsUnknown(statement),
  unparsed: (_, subject) => isUnparsed(subject),
  time: (criterion, { now }) => isAtThisTime(criterion, now),
  "plan-cost": (criterion, { statement, seen }) => costsMore(criterion, statement, seen),
  "plan-rows": (criterion, { statement, seen }) => expectsMore(criterion, statement, seen),
  "plan-scan": (criterion, { statement, seen }) => scansLarge(criterion, statement, seen),
  "text-words": (criterion, { text }) => hasAWord(criterion, text),
  "text-pattern": (criterion, { text }) => fitsPattern(criterion, text),
  "result-words": () => null,
  "result-pattern": () => null,
};

/** What one criterion says of one statement; one about results never holds for a statement. */
export function ask<K extends CriterionKind>(
  criterion: Extract<Criterion, { readonly kind: K }>,
  subject: Subject,
): Answer {
  const asked: Ask<K> = ASKED[criterion.kind as K];
  return asked(criterion, subject);
}
