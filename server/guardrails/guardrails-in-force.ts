import { type Guardrail, guardrailCovers } from "@/domain/guardrails/guardrail";
import type { ScopedConnection } from "@/domain/requests/access-rule";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { readGuardrails } from "./store";

/** Those in force for a connection as a command is decided by, at most a second old. */
export async function guardrailsInForce(
  deps: Deps,
  connection: ScopedConnection,
): Promise<readonly Guardrail[]> {
  const all = await deps.knownGuardrails.list(() => readGuardrails(deps.db.read));
  return all.filter((rule) => guardrailCovers(rule, connection));
}

/** Those of this moment, in the transaction of a decision. */
export async function guardrailsAsTheyAre(
  tx: Tx,
  connection: ScopedConnection,
): Promise<readonly Guardrail[]> {
  const all = await readGuardrails(tx);
  return all.filter((rule) => guardrailCovers(rule, connection));
}
