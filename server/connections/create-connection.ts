import { Refusal } from "@/domain/refusal";
import { findAgentName } from "../agents/find-agent";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import type { Administrator } from "./administrator";
import { auditView } from "./audit-view";
import { secretPurpose } from "./connection-record";
import type { ConnectionForm } from "./form";
import { requireSettingsOfKind } from "./require-settings";
import { insertConnection, saveAccessGroups } from "./store";

/** Adds a connection; its password is sealed and can never be read again, only replaced. */
export async function createConnection(
  deps: Deps,
  { actor, origin }: Administrator,
  form: ConnectionForm,
): Promise<{ name: string }> {
  requireSettingsOfKind(form.kind, form.settings);
  await deps.db.transaction(async (tx) => {
    await insertWithAccess(deps, tx, form);
    const after = auditView(form);
    await recordAudit(tx, {
      actor,
      event: "connection.created",
      subject: form.name,
      after,
      origin,
    });
  });
  return { name: form.name };
}

/** For the demo as well, which writes its own audit line. */
export async function insertWithAccess(
  deps: Deps,
  tx: Tx,
  form: ConnectionForm & { readonly demo?: boolean },
): Promise<void> {
  const { password, demo = false, ...given } = form;
  const id = deps.newId("con");
  await requireAgent(tx, form.agentId);
  const secret = deps.secrets.seal(secretPurpose(id), password);
  const inserted = await insertConnection(tx, {
    ...given,
    id,
    secret,
    demo,
    updatedAt: deps.now(),
  });
  if (!inserted) {
    throw new Refusal("CONNECTION.EXISTS", `There is already a connection ${form.name}.`);
  }
  refuseUnknownGroups(await saveAccessGroups(tx, id, form.accessGroups));
}

export async function requireAgent(tx: Tx, agentId: string): Promise<void> {
  if ((await findAgentName(tx, agentId)) === null) {
    throw new Refusal("INPUT.INVALID", "There is no such agent.", { field: "agentId" });
  }
}

export function refuseUnknownGroups(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new Refusal("INPUT.INVALID", `There is no group ${unknown.join(", ")}.`, {
    field: "accessGroups",
  });
}
