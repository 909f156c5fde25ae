import { planningOf } from "../statements/planning";
import { ask, isAboutPlan, type Subject } from "./criteria/criterion";
import type { GuardInputQuestion } from "./guard-input";
import type { Guardrail } from "./guardrail";

/**
 * Rules that have their last word at the target: all that the text shows of one statement fits, and the
 * rest is its plan.
 */
export function leftToTarget({ facts, rules, now }: GuardInputQuestion) {
  const isParsed = !facts.some(({ form }) => form === "Unparsed");
  const subjects = facts
    .map((statement, index): Subject => {
      return { statement, index, statements: facts.length, isParsed, now, seen: null };
    })
    .filter(({ statement }) => planningOf(statement) !== "none" && statement.kind !== "unknown");
  return rules.filter((rule) => subjects.some((subject) => isLeft(rule, subject)));
}

function isLeft({ criteria }: Guardrail, subject: Subject): boolean {
  const others = criteria.filter((criterion) => !isAboutPlan(criterion));
  return others.length < criteria.length && others.every((one) => ask(one, subject) !== null);
}
