import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { GuardrailForm } from "./form";
import { addGuardrail } from "./write-guardrail";

/** Adds a guardrail; the next command is held against it. */
export async function createGuardrail(
  deps: Deps,
  by: Administrator,
  written: GuardrailForm,
): Promise<{ id: string }> {
  const id = await deps.db.transaction((tx) => addGuardrail(deps, tx, { by, written }));
  deps.knownGuardrails.forget();
  return { id };
}
