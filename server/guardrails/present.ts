import { isAboutResults } from "@/domain/guardrails/criteria/criterion";
import {
  describeCriterion,
  describeGuardrail,
  scopeInWords,
} from "@/domain/guardrails/describe-guardrail";
import { describeReason, insteadOf, tellingReasons } from "@/domain/guardrails/describe-reason";
import type { GuardReason, Verdict } from "@/domain/guardrails/guard-input";
import { PACK_NAMES, PACKS } from "@/domain/guardrails/packs";
import { describeFacts } from "@/domain/statements/describe-facts";
import type { CheckAnswer } from "./check-command";
import type { Comparison } from "./compare-rules";
import type { GuardrailRecord } from "./guardrail-record";
import type { PreviewAnswer } from "./preview-guardrail";

export function presentGuardrail(guardrail: GuardrailRecord) {
  const { id, name, description, enabled, priority, action, version, scope } = guardrail;
  return {
    ...{ id, name, description, enabled, priority, action, version },
    ...{ sentence: describeGuardrail(guardrail), where: scopeInWords(scope) },
  };
}

export function presentGuardrailDetail(guardrail: GuardrailRecord) {
  const { scope, message, criteria, examples, createdAt, updatedAt } = guardrail;
  return {
    ...presentGuardrail(guardrail),
    ...{ scope, message, criteria, examples, createdAt, updatedAt },
    isAboutResults: criteria.some(isAboutResults),
    criteriaInWords: criteria.map(describeCriterion),
  };
}

/** Every reason with its words; which rule it is of and where in the text it is about. */
function presentVerdict({ outcome, reasons, leftOut }: Verdict) {
  return {
    ...{ outcome, leftOut },
    reasons: reasons.map((reason) => ({
      ...presentReason(reason),
      isTelling: tellingReasons(reasons.filter(isBeside(reason))).includes(reason),
    })),
  };
}

/** Of the same rule, about the same statement. */
function isBeside(one: GuardReason) {
  return (other: GuardReason) => other.ruleId === one.ruleId && other.statement === one.statement;
}

function presentReason(reason: GuardReason) {
  const { rule, action, message, criterion, because, object, statement, start, end } = reason;
  return {
    ...{ rule, action, message, criterion, because, object, statement, start, end },
    ...{ sentence: describeReason(reason), instead: insteadOf(reason) },
  };
}

export function presentCheck({ verdict, canBeApproved, leftToTarget }: CheckAnswer) {
  return { ...presentVerdict(verdict), canBeApproved, leftToTarget };
}

export function presentPreview({ sentence, faults, statements }: PreviewAnswer) {
  return {
    ...{ sentence, faults: faults.map(({ at, index, because }) => ({ at, index, because })) },
    statements: statements.map(({ statement, facts, current, edited }) => ({
      statement,
      kinds: facts.map(({ kind }) => kind),
      current: presentVerdict(current),
      edited: presentVerdict(edited),
    })),
  };
}

/** Of each side only what is said first: there are hundreds of statements. */
export function presentComparison({ faults, statements, isCut, untried }: Comparison) {
  return {
    ...{ isCut, untried, faults },
    statements: statements.map(({ statement, connection, note, facts, current, edited }) => ({
      ...{ statement, connection, note, facts: facts.map(describeFacts) },
      ...{ current: presentFirst(current), edited: presentFirst(edited) },
      isChanged: current.outcome !== edited.outcome,
    })),
  };
}

function presentFirst({ outcome, reasons }: Verdict) {
  const [first] = reasons;
  if (first === undefined) return { outcome, rule: null, sentence: null };
  const [telling = first] = tellingReasons(reasons.filter(isBeside(first)));
  return { outcome, rule: telling.rule, sentence: describeReason(telling) };
}

export function presentPacks() {
  return PACK_NAMES.map((name) => {
    const { title, description, rules } = PACKS[name];
    return { name, title, description, rules: rules.map((rule) => rule.name) };
  });
}
