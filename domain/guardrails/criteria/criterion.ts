import { unreachable } from "../../invariant";
import type { StatementFacts } from "../../statements/facts";
import { type CallsCriterion, calledAs } from "./calls";
import { type EveryRowCriterion, meetsEveryRow } from "./every-row";
import { type JoinsCriterion, joinsMany } from "./joins";
import { type NoLimitCriterion, readsWithoutLimit } from "./no-limit";
import type { Answer } from "./reason";
import { type RelationsCriterion, touchesRelation } from "./relations";
import { isOneOfSeveral, type SeveralStatementsCriterion } from "./several-statements";
import { isOfKind, type StatementKindsCriterion } from "./statement-kinds";
import { isAtThisTime, type TimeCriterion } from "./time";
import { callsUnknown, type UnknownCallsCriterion } from "./unknown-calls";
import { isUnparsed, type UnparsedCriterion } from "./unparsed";

/** One thing that a rule asks of a statement: a file of its own each. */
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
  | TimeCriterion;

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
] as const satisfies readonly Criterion["kind"][];
export type CriterionKind = Criterion["kind"];

/** A statement among those it was sent with, and when. */
export interface Subject {
  readonly statement: StatementFacts;
  readonly index: number;
  readonly statements: number;
  /** Whether the parser could read the text it is of. */
  readonly isParsed: boolean;
  readonly now: Date;
}

/** What one criterion says of one statement. */
export function ask(criterion: Criterion, subject: Subject): Answer {
  switch (criterion.kind) {
    case "several-statements":
      return isOneOfSeveral(subject);
    case "unparsed":
      return isUnparsed(subject);
    case "time":
      return isAtThisTime(criterion, subject.now);
    default:
      return askOfStatement(criterion, subject.statement);
  }
}

type OfStatement = Exclude<
  Criterion,
  SeveralStatementsCriterion | UnparsedCriterion | TimeCriterion
>;

/** Those that look at nothing but the facts of the statement. */
function askOfStatement(criterion: OfStatement, statement: StatementFacts): Answer {
  switch (criterion.kind) {
    case "statement-kinds":
      return isOfKind(criterion, statement);
    case "relations":
      return touchesRelation(criterion, statement);
    case "every-row":
      return meetsEveryRow(statement);
    case "no-limit":
      return readsWithoutLimit(criterion, statement);
    case "joins":
      return joinsMany(criterion, statement);
    case "calls":
      return calledAs(criterion, statement);
    case "unknown-calls":
      return callsUnknown(statement);
    default:
      return unreachable(criterion);
  }
}
