import { sameReceiver } from "@/domain/integrations/integration";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { auditView } from "./audit-view";
import { nameTaken } from "./create-integration";
import type { IntegrationChange } from "./form";
import { integrationAbsent } from "./get-integration";
import { type IntegrationRecord, secretPurpose } from "./integration-record";
import { missing, requireFittingSecret, typedSecret } from "./secret-text";
import { findSecret, isNameTaken, lockIntegration, saveIntegration } from "./store";

/** Changes an integration that is still the one the admin looked at. */
export async function updateIntegration(
  deps: Deps,
  { actor, origin }: Administrator,
  change: IntegrationChange,
): Promise<{ version: number }> {
  return await deps.db.transaction(async (tx) => {
    const before = await lockIntegration(tx, change.id);
    if (before === null) throw integrationAbsent(change.id);
    const typed = typedSecret(change);
    requireSameReceiver(before, change, typed);
    requireFittingSecret(change, typed ?? (await storedSecret(deps, tx, before)));
    if (await isNameTaken(tx, change.name, before.id)) throw nameTaken(change.name);
    const { name, enabled, everyRequest, settings } = change;
    const secret = typed === null ? undefined : boxOf(deps, before.id, typed);
    const after = { name, enabled, everyRequest, settings, secret, updatedAt: deps.now() };
    const isSaved = before.version === change.version && (await saveIntegration(tx, before, after));
    if (!isSaved) throw changedMeanwhile(before);
    await recordAudit(tx, {
      ...{ actor, origin, event: "integration.changed", subject: before.name },
      before: auditView(before),
      after: { ...auditView(change), secretReplaced: typed !== null },
    });
    return { version: before.version + 1 };
  });
}

function boxOf(deps: Deps, id: string, secret: string): Uint8Array | null {
  return secret === "" ? null : deps.secrets.seal(secretPurpose(id), secret);
}

/** Opened only to see whether the new settings can do with it. */
async function storedSecret(deps: Deps, tx: Tx, { id }: IntegrationRecord): Promise<string> {
  const box = await findSecret(tx, id);
  return box === null ? "" : deps.secrets.open(secretPurpose(id), box);
}

function requireSameReceiver(
  before: IntegrationRecord,
  change: IntegrationChange,
  typed: string | null,
): void {
  if (before.kind !== change.kind) throw missing("kind", `It is of the kind ${before.kind}.`);
  if (typed !== null || !before.hasSecret || sameReceiver(before, change)) return;
  const because = "Type the secret again: the stored one is only used where it was saved for.";
  throw missing("secret", because);
}

function changedMeanwhile({ name, version }: IntegrationRecord): Refusal {
  return new Refusal("INTEGRATION.CHANGED", `Somebody changed ${name} in the meantime.`, {
    version,
  });
}
