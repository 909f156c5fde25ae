import type { ConnectionKind } from "../connections/connection";
import type { StatementFacts } from "../statements/facts";
import { isAboutPlan } from "./criteria/criterion";
import { describeReason } from "./describe-reason";
import { guardInput } from "./guard-input";
import type { Guardrail, GuardrailExample, Outcome } from "./guardrail";
import { judgeResult } from "./output/judge-result";
import { outputRulesOf } from "./output/output-rule";

/** What reads a statement that belongs to no connection: the examples of a rule, what is tried of it. */
export const UNPLACED_KIND: ConnectionKind = "postgres";

/** An example with what a parser found in its statement; of a rule on results it is a text of one. */
export interface ReadExample extends GuardrailExample {
  readonly facts: readonly StatementFacts[];
}

export interface FailedExample {
  /** From 0. */
  readonly index: number;
  readonly expected: Outcome;
  readonly actual: Outcome;
  readonly because: string;
}

export type RuleByItself = Pick<Guardrail, "name" | "action" | "criteria">;

/** Of no account: criteria of time, and of what only a target knows, are left out of examples. */
const ANY_TIME = new Date(0);

/**
 * The examples of which the rule says something else than was expected. Each is looked at as if the
 * rule stood alone, were switched on and in force at that hour: what is tested is what it is about.
 */
export function failedExamples(
  rule: RuleByItself,
  examples: readonly ReadExample[],
): readonly FailedExample[] {
  const alone: Guardrail = {
    ...{ id: "", version: 1, enabled: true, priority: 1, message: "", name: rule.name },
    scope: { connections: [], tags: [] },
    action: rule.action,
    criteria: rule.criteria.filter((one) => one.kind !== "time" && !isAboutPlan(one)),
  };
  const onResults = outputRulesOf([alone]);
  return examples.flatMap(({ statement, expected, facts }, index) => {
    const verdict =
      onResults.length > 0
        ? judgeResult(onResults, statement)
        : guardInput({ facts, statement, rules: [alone], now: ANY_TIME });
    if (verdict.outcome === expected) return [];
    const [reason] = verdict.reasons;
    const nothing =
      onResults.length > 0
        ? "It finds nothing there."
        : "No statement in it meets every criterion.";
    const because = reason === undefined ? nothing : describeReason(reason);
    return [{ index, expected, actual: verdict.outcome, because }];
  });
}
