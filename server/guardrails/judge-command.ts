import { guardInput, NO_OBJECTION, type Verdict } from "@/domain/guardrails/guard-input";
import type { Guardrail } from "@/domain/guardrails/guardrail";
import type { ScopedConnection } from "@/domain/requests/access-rule";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { factsOfStatement } from "../statements/read-facts";
import { guardrailsAsTheyAre, guardrailsInForce } from "./guardrails-in-force";

/** What the guardrails of a connection say of a command now. */
export async function judgeCommand(
  deps: Deps,
  connection: ScopedConnection,
  statement: string,
): Promise<Verdict> {
  return await judgeBy(await guardrailsInForce(deps, connection), statement, deps.now());
}

/** The same by the guardrails of this moment, in the transaction of a decision. */
export async function judgeWithin(
  tx: Tx,
  { connection, now }: { readonly connection: ScopedConnection; readonly now: Date },
  statement: string,
): Promise<Verdict> {
  return await judgeBy(await guardrailsAsTheyAre(tx, connection), statement, now);
}

export async function judgeBy(
  rules: readonly Guardrail[],
  statement: string,
  now: Date,
): Promise<Verdict> {
  if (rules.length === 0) return NO_OBJECTION;
  return guardInput({ facts: await factsOfStatement(statement), statement, rules, now });
}
