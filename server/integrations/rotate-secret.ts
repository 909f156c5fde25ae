import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { integrationAbsent } from "./get-integration";
import { secretPurpose } from "./integration-record";
import { missing, newWebhookSecret } from "./secret-text";
import { lockIntegration, saveIntegration } from "./store";

export interface RotatedSecret {
  readonly name: string;
  /** Shown this once. */
  readonly secret: string;
}

/** Gives a webhook a new signing secret; what is sent from now on is signed with it alone. */
export async function rotateSecret(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<RotatedSecret> {
  const secret = newWebhookSecret(deps);
  return await deps.db.transaction(async (tx) => {
    const before = await lockIntegration(tx, id);
    if (before === null) throw integrationAbsent(id);
    if (before.kind !== "webhook") throw missing("id", "Only a webhook's secret is made here.");
    const box = deps.secrets.seal(secretPurpose(id), secret);
    await saveIntegration(tx, before, { ...before, secret: box, updatedAt: deps.now() });
    await recordAudit(tx, {
      ...{ actor, origin, event: "integration.changed", subject: before.name },
      after: { secretReplaced: true },
    });
    return { name: before.name, secret };
  });
}
