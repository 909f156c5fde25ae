import { GUARDRAIL_LIMITS } from "@/domain/guardrails/guardrail";
import { PACKS } from "@/domain/guardrails/packs";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { PackOrder } from "./form";
import { lockGuardrails, readGuardrails } from "./store";
import { addGuardrail } from "./write-guardrail";

/** Adds the rules of a pack, in force where it is wanted; from then on they are rules like every other. */
export async function takePack(
  deps: Deps,
  by: Administrator,
  { pack, scope }: PackOrder,
): Promise<{ ids: string[] }> {
  const ids = await deps.db.transaction(async (tx) => {
    await lockGuardrails(tx);
    const taken = new Set((await readGuardrails(tx)).map(({ name }) => name));
    const made: string[] = [];
    for (const rule of PACKS[pack].rules) {
      const name = freeName(rule.name, taken);
      taken.add(name);
      const written = { ...rule, name, scope, enabled: true };
      made.push(await addGuardrail(deps, tx, { by, written }));
    }
    return made;
  });
  deps.knownGuardrails.forget();
  return { ids };
}

/** The name, or the name with the first number that is free. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; number <= GUARDRAIL_LIMITS.rulesMax + 1; number += 1) {
    const next = `${name} (${number})`;
    if (!taken.has(next)) return next;
  }
  return name;
}
