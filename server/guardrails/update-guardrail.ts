import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { GuardrailChange, GuardrailSwitch } from "./form";
import { editGuardrail } from "./write-guardrail";

/** Changes a guardrail that is still the one the admin looked at. */
export async function updateGuardrail(
  deps: Deps,
  by: Administrator,
  { id, version, guardrail }: GuardrailChange,
): Promise<{ version: number }> {
  const next = await deps.db.transaction((tx) =>
    editGuardrail(deps, tx, { by, id, version, change: () => guardrail }),
  );
  deps.knownGuardrails.forget();
  return { version: next };
}

/** Switches a guardrail on or off; everything else of it stays. */
export async function switchGuardrail(
  deps: Deps,
  by: Administrator,
  { id, version, enabled }: GuardrailSwitch,
): Promise<{ version: number }> {
  const next = await deps.db.transaction((tx) =>
    editGuardrail(deps, tx, { by, id, version, change: (before) => ({ ...before, enabled }) }),
  );
  deps.knownGuardrails.forget();
  return { version: next };
}
