import { type Criterion, isAboutPlan, isAboutResults, isBare } from "./criteria/criterion";
import { isKnownZone } from "./criteria/time";
import { type FailedExample, failedExamples, type ReadExample } from "./examples";
import { GUARDRAIL_LIMITS, type Guardrail } from "./guardrail";
import { OUTCOME_WORDS } from "./outcome-words";
import { faultOfResult, faultOfSides } from "./output/faults-of-output";

export interface GuardrailFault {
  readonly at: "criteria" | "examples";
  /** Which of them, from 0. */
  readonly index: number;
  readonly because: string;
}

export interface FaultsQuestion {
  readonly rule: Pick<Guardrail, "name" | "action" | "criteria">;
  readonly examples: readonly ReadExample[];
}

/** Why a rule cannot be kept as it is written; empty when it is sound. */
export function faultsOfGuardrail({ rule, examples }: FaultsQuestion): readonly GuardrailFault[] {
  if (rule.criteria.length === 0) {
    return [{ at: "criteria", index: 0, because: "It says nothing about a statement." }];
  }
  const { criteriaCharactersMax } = GUARDRAIL_LIMITS;
  if (JSON.stringify(rule.criteria).length > criteriaCharactersMax) {
    const because = `Its criteria are longer than ${criteriaCharactersMax} characters; use patterns.`;
    return [{ at: "criteria", index: 0, because }];
  }
  const sides = faultOfSides(rule.action, rule.criteria);
  if (sides !== null) return [{ at: "criteria", index: 0, because: sides }];
  const faults = rule.criteria.flatMap((criterion, index) => {
    const because = faultOfCriterion(criterion);
    return because === null ? [] : [{ at: "criteria" as const, index, because }];
  });
  if (faults.length > 0) return faults;
  return failedExamples(rule, examples).map((failed) => ({
    ...{ at: "examples" as const, index: failed.index, because: describeFailure(failed) },
  }));
}

function faultOfCriterion(criterion: Criterion): string | null {
  if (isBare(criterion) || isAboutPlan(criterion)) return null;
  if (isAboutResults(criterion)) return faultOfResult(criterion);
  switch (criterion.kind) {
    case "statement-kinds":
      return unlessSome(criterion.kinds, "It names no kind of statement.");
    case "relations":
      return unlessSome(criterion.names, "It names no relation.");
    case "calls":
      return unlessSome(criterion.names, "It names no function.");
    case "time":
      return faultOfTime(criterion);
    case "no-limit":
    case "joins":
      return null;
  }
}

function unlessSome(named: readonly string[], fault: string): string | null {
  return named.length === 0 ? fault : null;
}

function faultOfTime(time: Extract<Criterion, { kind: "time" }>): string | null {
  if (time.days.length === 0) return "It names no day.";
  return isKnownZone(time.zone) ? null : `There is no time zone ${time.zone}.`;
}

function describeFailure({ index, expected, actual, because }: FailedExample): string {
  const [wanted, got] = [OUTCOME_WORDS[expected], OUTCOME_WORDS[actual]];
  return `Example ${index + 1} is to be ${wanted}, and the rule as it is written has it ${got}: ${because}`;
}
