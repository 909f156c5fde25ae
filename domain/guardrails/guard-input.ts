import type { StatementFacts } from "../statements/facts";
import { ask, type Criterion, type CriterionKind, type Subject } from "./criteria/criterion";
import type { Holds, ReasonWord } from "./criteria/reason";
import {
  GUARDRAIL_ACTIONS,
  GUARDRAIL_LIMITS,
  type Guardrail,
  type GuardrailAction,
  type Outcome,
} from "./guardrail";
import type { SeenStatement } from "./seen-at-target";

export interface GuardInputQuestion {
  /** The facts of every statement of the text; of one that cannot be parsed, the one that says so. */
  readonly facts: readonly StatementFacts[];
  readonly statement: string;
  /** Those in force for the connection. */
  readonly rules: readonly Guardrail[];
  readonly now: Date;
  /** What the target told of each statement; absent where it was not asked. */
  readonly seen?: readonly SeenStatement[];
}

/** One criterion of one rule that holds for one statement. */
export interface GuardReason {
  readonly ruleId: string;
  readonly rule: string;
  readonly action: GuardrailAction;
  readonly message: string;
  readonly criterion: CriterionKind;
  readonly because: ReasonWord;
  readonly object: string | null;
  /** From 0. */
  readonly statement: number;
  /** Where it stands in the text: UTF-8 bytes, and the same in UTF-16 units. */
  readonly startByte: number;
  readonly endByte: number;
  readonly start: number;
  readonly end: number;
}

export interface Verdict {
  readonly outcome: Outcome;
  /** Every reason of every rule, the most severe first, then by the order of the rules. */
  readonly reasons: readonly GuardReason[];
  /** How many more there were than are kept. */
  readonly leftOut: number;
}

export const NO_OBJECTION: Verdict = { outcome: "allow", reasons: [], leftOut: 0 };

/** What the rules say of a command: the strongest action of all, with every reason. */
export function guardInput(question: GuardInputQuestion): Verdict {
  const { facts, rules, now, seen } = question;
  if (rules.length === 0) return NO_OBJECTION;
  const isParsed = !facts.some(({ form }) => form === "Unparsed");
  const subjects = facts.map((statement, index) => ({
    subject: {
      statement,
      index,
      statements: facts.length,
      isParsed,
      now,
      seen: seen?.[index] ?? null,
    },
    place: placeOf(question.statement, statement),
  }));
  const all: GuardReason[] = [];
  for (const rule of orderedByPriority(rules)) {
    for (const { subject, place } of subjects) {
      for (const reason of reasonsOf(rule, subject, place)) all.push(reason);
    }
  }
  sortBySeverity(all);
  const { reasonsMax } = GUARDRAIL_LIMITS;
  return {
    outcome: all[0]?.action ?? "allow",
    reasons: all.slice(0, reasonsMax),
    leftOut: Math.max(0, all.length - reasonsMax),
  };
}

function orderedByPriority(rules: readonly Guardrail[]): readonly Guardrail[] {
  const isOrdered = rules.every(
    ({ priority }, at) => at === 0 || (rules[at - 1]?.priority ?? priority) <= priority,
  );
  return isOrdered ? rules : rules.toSorted((one, other) => one.priority - other.priority);
}

/** Of the same severity they stay as they come, which is by the order of the rules. */
function sortBySeverity(reasons: GuardReason[]): void {
  reasons.sort((one, other) => severity(one.action) - severity(other.action));
}

function severity(action: GuardrailAction): number {
  return GUARDRAIL_ACTIONS.indexOf(action);
}

const NO_REASONS: readonly GuardReason[] = [];

type Place = Pick<GuardReason, "startByte" | "endByte" | "start" | "end">;

interface Held {
  readonly criterion: Criterion;
  readonly answer: Holds;
}

/** Nothing unless every criterion holds for this statement. */
function reasonsOf(rule: Guardrail, subject: Subject, place: Place): readonly GuardReason[] {
  const held: Held[] = [];
  for (const criterion of rule.criteria) {
    const answer = ask(criterion, subject);
    if (answer === null) return NO_REASONS;
    held.push({ criterion, answer });
  }
  // A text that nobody can read and that the rule could be about is never sent, whatever its action.
  const isBlind =
    !subject.isParsed && held.some(({ answer }) => answer.because === "unknown-effect");
  const action = isBlind ? "block" : rule.action;
  const { startByte, endByte, start, end } = place;
  // Written out one by one: this is made for every reason of every rule of every statement.
  return held.map(({ criterion, answer }) => ({
    ruleId: rule.id,
    rule: rule.name,
    action,
    message: rule.message,
    criterion: criterion.kind,
    because: answer.because,
    object: answer.object,
    statement: subject.index,
    startByte,
    endByte,
    start,
    end,
  }));
}

/** The statement without the blanks around it. */
function placeOf(text: string, { start, end, startByte, endByte }: StatementFacts): Place {
  const written = text.slice(start, end);
  const before = written.length - written.trimStart().length;
  const after = written.length - written.trimEnd().length;
  if (before + after >= written.length) return { start, end, startByte, endByte };
  if (before + after === 0) return { start, end, startByte, endByte };
  const bytes = (blanks: string) => new TextEncoder().encode(blanks).byteLength;
  return {
    ...{ start: start + before, end: end - after },
    startByte: startByte + bytes(written.slice(0, before)),
    endByte: endByte - bytes(written.slice(written.length - after)),
  };
}
