/** A rule on what is returned. There are none yet; each kind of rule becomes a member of this union. */
export type OutputGuardrail = never;

export interface GuardOutputQuestion {
  /** The bytes that are about to be recorded and delivered, masked. */
  readonly payload: Uint8Array;
  readonly rules: readonly OutputGuardrail[];
}

export type GuardOutputDecision =
  | { readonly kind: "allow" }
  | { readonly kind: "block"; readonly rule: string; readonly message: string };

/** Whether a piece of a result may be returned. No rules, no objection. */
export function guardOutput(question: GuardOutputQuestion): GuardOutputDecision {
  return question.rules.reduce<GuardOutputDecision>(strongest, { kind: "allow" });
}

function strongest(_soFar: GuardOutputDecision, rule: OutputGuardrail): GuardOutputDecision {
  return rule;
}
