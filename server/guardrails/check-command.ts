import { guardInput, type Verdict } from "@/domain/guardrails/guard-input";
import { leftToTarget } from "@/domain/guardrails/left-to-target";
import type { Actor } from "@/domain/people/user";
import { decideAccess } from "@/domain/policy/decide-access";
import { Refusal } from "@/domain/refusal";
import { decideRules } from "@/domain/requests/decide-rules";
import { findForSession } from "../connections/find-for-session";
import type { Deps } from "../deps";
import { rulesInForce } from "../rules/rules-in-force";
import { factsOfStatement } from "../statements/read-facts";
import type { GuardrailCheck } from "./form";
import { guardrailsInForce } from "./guardrails-in-force";

export interface CheckAnswer {
  readonly verdict: Verdict;
  /** Whether an access rule takes what the guardrails send to be approved; `null` when they send nothing. */
  readonly canBeApproved: boolean | null;
  /** Names of rules that ask the target for a plan when it is sent. */
  readonly leftToTarget: readonly string[];
}

/**
 * What guardrails would say of a command that somebody is about to run, from the functions that decide
 * it then. Changes nothing and is not recorded: it is asked while they type.
 */
export async function checkCommand(
  deps: Deps,
  actor: Actor,
  { connection: name, statement }: GuardrailCheck,
): Promise<CheckAnswer> {
  const connection = await findForSession(deps, name);
  if (connection === null || decideAccess({ actor, connection, mode: "web" }).kind !== "allow") {
    throw new Refusal("ACCESS.NOT_FOUND", `There is no connection ${name} for you.`);
  }
  const facts = await factsOfStatement(statement, connection.kind);
  const inForce = await guardrailsInForce(deps, connection);
  const question = { facts, statement, rules: inForce, now: deps.now() };
  const verdict = guardInput(question);
  const left = leftToTarget(question).map(({ name: rule }) => rule);
  if (verdict.outcome !== "require-approval") {
    return { verdict, canBeApproved: null, leftToTarget: left };
  }
  const rules = await rulesInForce(deps);
  // A window of time approves no single command, whether or not one is open.
  const approvable = rules.filter((rule) => rule.kind === "action");
  const decision = decideRules({
    ...{ actor, connection, facts, sentByGuardrail: true, rules: approvable, grants: [] },
  });
  return { verdict, canBeApproved: decision.kind === "hold", leftToTarget: left };
}
