import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { endSessionsThatLostAccess } from "../sessions/end-lost-sessions";
import type { Administrator } from "./administrator";
import { auditView } from "./audit-view";
import type { ConnectionRecord } from "./connection-record";
import { secretPurpose } from "./connection-record";
import { refuseUnknownGroups, requireAgent } from "./create-connection";
import type { ConnectionChange } from "./form";
import { connectionAbsent } from "./get-connection";
import { requirePasswordElsewhere, requireSettingsOfKind } from "./require-settings";
import { lockConnection, saveAccessGroups, saveConnection } from "./store";

/** Changes a connection that is still the one the admin looked at; cuts who lost access by it. */
export async function updateConnection(
  deps: Deps,
  { actor, origin }: Administrator,
  change: ConnectionChange,
): Promise<{ version: number }> {
  const version = await deps.db.transaction(async (tx) => {
    const before = await lockConnection(tx, change.name);
    if (before === null) throw connectionAbsent(change.name);
    requireSettingsOfKind(before.kind, change.settings);
    await requireAgent(tx, change.agentId);
    if (change.password === null) requirePasswordElsewhere(before, change);
    const secret =
      change.password === null
        ? null
        : deps.secrets.seal(secretPurpose(before.id), change.password);
    const { previewAllowed = before.previewAllowed } = change;
    const after = { ...change, previewAllowed, secret, updatedAt: deps.now() };
    const saved = before.version === change.version && (await saveConnection(tx, before, after));
    if (!saved) throw changedMeanwhile(before);
    refuseUnknownGroups(await saveAccessGroups(tx, before.id, change.accessGroups));
    await recordAudit(tx, {
      ...{ actor, origin, event: "connection.changed", subject: before.name },
      before: auditView({ ...before, ...mutable(before) }),
      after: { ...auditView(after), secretReplaced: secret !== null },
    });
    return before.version + 1;
  });
  deps.knownConnections.forget(change.name);
  await endSessionsThatLostAccess(deps, { connectionName: change.name });
  return { version };
}

function mutable(before: ConnectionRecord) {
  return {
    agentId: before.agent.id,
    accessGroups: [...before.accessGroups],
    modes: [...before.modes],
  };
}

export function changedMeanwhile(before: ConnectionRecord): Refusal {
  return new Refusal("CONNECTION.CHANGED", `Somebody changed ${before.name} in the meantime.`, {
    version: before.version,
  });
}
