import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { MaskingRuleOrder } from "./form";
import { lockMaskingRules, readMaskingRules, savePlaces } from "./store";

/** Puts all masking rules into an order. Refused unless they are the ones that there are. */
export async function reorderMaskingRules(
  deps: Deps,
  { actor, origin }: Administrator,
  { ids }: MaskingRuleOrder,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    await lockMaskingRules(tx);
    const before = await readMaskingRules(tx);
    const names = new Map(before.map(({ id, name }) => [id, name]));
    if (ids.length !== before.length || ids.some((id) => !names.has(id))) {
      throw new Refusal("MASKING.CHANGED", "Masking rules came or went in the meantime.");
    }
    await savePlaces(tx, ids);
    await recordAudit(tx, {
      ...{ actor, origin, event: "maskingRule.reordered", subject: "masking rules" },
      before: { order: before.map(({ name }) => name) },
      after: { order: ids.map((id) => names.get(id) ?? id) },
    });
  });
  deps.knownMaskingRules.forget();
  return {};
}
