import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { EXPORT_FORMAT, type GuardrailImport } from "./form";
import { readGuardrails } from "./store";
import { addGuardrail } from "./write-guardrail";

/** Every guardrail in order, as a document that can be imported again. */
export async function exportGuardrails(deps: Deps): Promise<GuardrailImport> {
  const all = await readGuardrails(deps.db.read);
  return {
    format: EXPORT_FORMAT,
    guardrails: all.map((one) => {
      const { name, description, enabled, scope, action, message, criteria, examples } = one;
      return { name, description, enabled, scope, action, message, criteria, examples };
    }),
  };
}

/** Adds all of a document behind those there are, or none: a name that is taken refuses the whole. */
export async function importGuardrails(
  deps: Deps,
  by: Administrator,
  { guardrails }: GuardrailImport,
): Promise<{ ids: string[] }> {
  const ids = await deps.db.transaction(async (tx) => {
    const made: string[] = [];
    for (const written of guardrails) made.push(await addGuardrail(deps, tx, { by, written }));
    return made;
  });
  deps.knownGuardrails.forget();
  return { ids };
}
