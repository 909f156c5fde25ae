import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { auditView } from "./audit-view";
import { integrationAbsent } from "./get-integration";
import { findRulesTelling, lockIntegration, removeIntegration } from "./store";

/** Deletes an integration with its log and its secret. Rules that name it would tell nobody: they go first. */
export async function deleteIntegration(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    const before = await lockIntegration(tx, id);
    if (before === null) throw integrationAbsent(id);
    const rules = await findRulesTelling(tx, id);
    if (rules.length > 0) throw inUse(rules);
    await removeIntegration(tx, id);
    await recordAudit(tx, {
      ...{ actor, origin, event: "integration.deleted", subject: before.name },
      before: { kind: before.kind, ...auditView(before) },
    });
  });
  return {};
}

function inUse(rules: readonly string[]): Refusal {
  return new Refusal("INTEGRATION.IN_USE", `Access rules name it: ${rules.join(", ")}.`);
}
