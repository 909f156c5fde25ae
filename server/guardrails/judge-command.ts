import type { ConnectionKind } from "@/domain/connections/connection";
import { guardInput, NO_OBJECTION, type Verdict } from "@/domain/guardrails/guard-input";
import type { Guardrail } from "@/domain/guardrails/guardrail";
import type { ScopedConnection } from "@/domain/requests/access-rule";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { factsOfStatement } from "../statements/read-facts";
import { guardrailsAsTheyAre, guardrailsInForce } from "./guardrails-in-force";

/** Where a command is sent: which rules are in force there, and what reads it. */
export interface JudgedConnection extends ScopedConnection {
  readonly kind: ConnectionKind;
}

/** What the guardrails of a connection say of a command now. */
export async function judgeCommand(
  deps: Deps,
  connection: JudgedConnection,
  statement: string,
): Promise<Verdict> {
  const command = { statement, kind: connection.kind };
  return await judgeBy(await guardrailsInForce(deps, connection), command, deps.now());
}

/** The same by the guardrails of this moment, in the transaction of a decision. */
export async function judgeWithin(
  tx: Tx,
  { connection, now }: { readonly connection: JudgedConnection; readonly now: Date },
  statement: string,
): Promise<Verdict> {
  const command = { statement, kind: connection.kind };
  return await judgeBy(await guardrailsAsTheyAre(tx, connection), command, now);
}

/** A command as it is sent: its kind says what reads it. */
export interface JudgedCommand {
  readonly statement: string;
  readonly kind: ConnectionKind;
}

export async function judgeBy(
  rules: readonly Guardrail[],
  { statement, kind }: JudgedCommand,
  now: Date,
): Promise<Verdict> {
  if (rules.length === 0) return NO_OBJECTION;
  return guardInput({ facts: await factsOfStatement(statement, kind), statement, rules, now });
}
