import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { GuardrailOrder } from "./form";
import { lockGuardrails, readGuardrails, savePlaces } from "./store";

/** Puts all guardrails into an order. Refused unless they are the ones that there are. */
export async function reorderGuardrails(
  deps: Deps,
  { actor, origin }: Administrator,
  { ids }: GuardrailOrder,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    await lockGuardrails(tx);
    const before = await readGuardrails(tx);
    const names = new Map(before.map(({ id, name }) => [id, name]));
    if (ids.length !== before.length || ids.some((id) => !names.has(id))) {
      throw new Refusal("GUARDRAIL.CHANGED", "Guardrails came or went in the meantime.");
    }
    await savePlaces(tx, ids);
    await recordAudit(tx, {
      ...{ actor, origin, event: "guardrail.reordered", subject: "guardrails" },
      before: { order: before.map(({ name }) => name) },
      after: { order: ids.map((id) => names.get(id) ?? id) },
    });
  });
  deps.knownGuardrails.forget();
  return {};
}
