import { isAboutResults, type ResultCriterion } from "../criteria/criterion";
import type { Guardrail } from "../guardrail";

export const OUTPUT_ACTIONS = ["block", "redact"] as const;
export type OutputAction = (typeof OUTPUT_ACTIONS)[number];

/** A rule on what is returned, as it is held against a result. */
export interface OutputRule {
  readonly id: string;
  readonly name: string;
  readonly action: OutputAction;
  readonly message: string;
  readonly criterion: ResultCriterion;
}

export type RuleOfEither = Pick<Guardrail, "id" | "name" | "action" | "message" | "criteria">;

/** Those of the rules that are about results, in their order. */
export function outputRulesOf(rules: readonly RuleOfEither[]): readonly OutputRule[] {
  return rules.flatMap(({ id, name, action, message, criteria }) =>
    criteria
      .filter(isAboutResults)
      // An action that a result cannot have is never kept; here it counts as the strongest.
      .map((criterion) => ({ id, name, message, criterion, action: actionOf(action) })),
  );
}

function actionOf(action: Guardrail["action"]): OutputAction {
  return action === "redact" ? "redact" : "block";
}

/** Those that are about statements. */
export function inputRulesOf<R extends Pick<Guardrail, "criteria">>(rules: readonly R[]): R[] {
  return rules.filter(({ criteria }) => !criteria.some(isAboutResults));
}
