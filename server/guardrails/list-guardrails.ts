import type { Deps } from "../deps";
import type { GuardrailRecord } from "./guardrail-record";
import { findGuardrail, readGuardrails } from "./store";
import { guardrailAbsent } from "./write-guardrail";

/** All there are, in their order: so few that they are one page. */
export async function listGuardrails(deps: Deps): Promise<readonly GuardrailRecord[]> {
  return await readGuardrails(deps.db.read);
}

export async function getGuardrail(deps: Deps, id: string): Promise<GuardrailRecord> {
  const guardrail = await findGuardrail(deps.db.read, id);
  if (guardrail === null) throw guardrailAbsent();
  return guardrail;
}
