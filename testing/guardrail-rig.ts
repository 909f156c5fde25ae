import { createGuardrail } from "../server/guardrails/create-guardrail";
import { type GuardrailForm, guardrailForm } from "../server/guardrails/form";
import type { Person, PipelineRig } from "./pipeline-rig";

let made = 0;

/** A guardrail as an admin writes it, with a name of its own: writes of every row are blocked. */
export function guardrailAsWritten(change: Partial<GuardrailForm> = {}): GuardrailForm {
  made += 1;
  return guardrailForm.parse({
    ...{ name: `guardrail-${made}`, description: "", enabled: true, action: "block", message: "" },
    ...{ scope: { connections: [], tags: [] }, criteria: [{ kind: "every-row" }], examples: [] },
    ...change,
  });
}

export async function addedGuardrail(
  { deps }: PipelineRig,
  by: Person,
  change: Partial<GuardrailForm> = {},
): Promise<{ readonly id: string; readonly name: string }> {
  const written = guardrailAsWritten(change);
  const { id } = await createGuardrail(deps, by, written);
  return { id, name: written.name };
}
