import type { Actor } from "../people/user";
import type { StatementFacts } from "../statements/facts";
import {
  type AccessRule,
  ruleConcerns,
  ruleCoversCommand,
  ruleCoversConnection,
  type ScopedConnection,
} from "./access-rule";
import { type Demand, demandOf } from "./demand";

/** A window that is open now. */
export interface OpenGrant {
  readonly requestId: string;
  readonly endsAt: Date;
  /** The rules it was granted under. */
  readonly demands: readonly Demand[];
}

export interface RulesQuestion {
  readonly actor: Pick<Actor, "groups">;
  readonly connection: ScopedConnection;
  readonly facts: readonly StatementFacts[];
  readonly sentByGuardrail: boolean;
  readonly rules: readonly AccessRule[];
  /** Open windows of this person on this connection. */
  readonly grants: readonly OpenGrant[];
}

export type RulesDecision =
  /** `grant`: the window it runs in; its end ends the session. */
  | { readonly kind: "run"; readonly grant: OpenGrant | null }
  | { readonly kind: "hold"; readonly demands: readonly Demand[]; readonly grant: OpenGrant | null }
  /** A window is needed and none is open. */
  | { readonly kind: "refuse"; readonly demands: readonly Demand[] };

/** Whether a command runs now, waits for an approval, or needs a window first. All rules must be met. */
export function decideRules(question: RulesQuestion): RulesDecision {
  const demands = demandsOn(question);
  const windows = demands.filter((one) => one.kind === "jit");
  const grant = question.grants.find((one) => covers(one, windows)) ?? null;
  if (windows.length > 0 && grant === null) return { kind: "refuse", demands: windows };
  const actions = demands.filter((one) => one.kind === "action");
  const under = windows.length > 0 ? grant : null;
  return actions.length > 0
    ? { kind: "hold", demands: actions, grant: under }
    : { kind: "run", grant: under };
}

/** What every rule that applies asks for, in the order of their names. */
export function demandsOn(question: Omit<RulesQuestion, "grants">): readonly Demand[] {
  const { actor, connection, facts, sentByGuardrail, rules } = question;
  const sent = sentByGuardrail;
  return rules
    .filter((rule) => rule.enabled && ruleCoversConnection(rule, connection))
    .filter((rule) => ruleConcerns(rule, actor.groups))
    .filter((rule) => ruleCoversCommand(rule, { facts, sentByGuardrail: sent }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(demandOf);
}

/** What somebody who asks for a window is asked for: the rules of that kind, whatever they will run. */
export function demandsOfWindow(
  question: Pick<RulesQuestion, "actor" | "connection" | "rules">,
): readonly Demand[] {
  const { actor, connection, rules } = question;
  return rules
    .filter((rule) => rule.kind === "jit" && rule.enabled)
    .filter((rule) => ruleCoversConnection(rule, connection) && ruleConcerns(rule, actor.groups))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(demandOf);
}

/** A window opens what its rules ask now: a rule that is new or changed was never asked. */
function covers(grant: OpenGrant, windows: readonly Demand[]): boolean {
  return windows.every((demand) =>
    grant.demands.some((one) => one.ruleId === demand.ruleId && one.version === demand.version),
  );
}
