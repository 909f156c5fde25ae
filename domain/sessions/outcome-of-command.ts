import type { Outcome } from "../guardrails/guardrail";
import type { RulesDecision } from "../requests/decide-rules";

/** It runs at once, waits until it is approved, or is refused. */
export type CommandOutcome = "run" | "hold" | "refuse";

/** What each stage says of one command of one person on one connection. */
export interface StageAnswers {
  readonly mayUse: boolean;
  /** A connection for reading refuses it. */
  readonly readOnlyObjects: boolean;
  readonly guardrails: Outcome;
  readonly rules: RulesDecision["kind"];
}

/** What all stages come to: the strictest, and what nobody can approve is refused. */
export function outcomeOfCommand(answers: StageAnswers): CommandOutcome {
  const { mayUse, readOnlyObjects, guardrails, rules } = answers;
  if (!mayUse || readOnlyObjects || guardrails === "block" || rules === "refuse") return "refuse";
  if (rules === "hold") return "hold";
  return guardrails === "require-approval" ? "refuse" : "run";
}
