import type { Connection } from "../connections/connection";
import type { Actor } from "../people/user";

/** A rule that asks for a request before a command runs. There are none yet. */
export type AccessRule = never;

export interface RulesQuestion {
  readonly actor: Actor;
  readonly connection: Connection;
  readonly statement: string;
  readonly rules: readonly AccessRule[];
}

export type RulesDecision =
  | { readonly kind: "run" }
  | { readonly kind: "hold"; readonly because: string }
  | { readonly kind: "refuse"; readonly because: string };

/** Whether a command runs now, waits for an approval, or is refused. No rules: it runs. */
export function decideRules(question: RulesQuestion): RulesDecision {
  return question.rules.reduce<RulesDecision>(strictest, { kind: "run" });
}

function strictest(_soFar: RulesDecision, rule: AccessRule): RulesDecision {
  return rule;
}
