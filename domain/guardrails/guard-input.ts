import type { ConnectionKind } from "../connections/connection";

/** A rule on what is sent. There are none yet; each kind of rule becomes a member of this union. */
export type InputGuardrail = never;

export interface GuardInputQuestion {
  readonly kind: ConnectionKind;
  readonly statement: string;
  readonly rules: readonly InputGuardrail[];
}

export type GuardInputDecision =
  | { readonly kind: "allow" }
  | { readonly kind: "block"; readonly rule: string; readonly message: string };

/** Whether a statement may be sent. The strongest answer of all rules wins; no rules, no objection. */
export function guardInput(question: GuardInputQuestion): GuardInputDecision {
  return question.rules.reduce<GuardInputDecision>(strongest, { kind: "allow" });
}

function strongest(_soFar: GuardInputDecision, rule: InputGuardrail): GuardInputDecision {
  return rule;
}
