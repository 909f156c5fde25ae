import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { dropOwnRule } from "../rules/delete-rule";
import { endSessionsThatLostAccess } from "../sessions/end-lost-sessions";
import type { Administrator } from "./administrator";
import { auditView } from "./audit-view";
import { connectionAbsent } from "./get-connection";
import { lockConnection, removeConnection } from "./store";

/** Deletes a connection; its sessions and recordings stay, what runs on it is cut. */
export async function deleteConnection(
  deps: Deps,
  { actor, origin }: Administrator,
  name: string,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    const before = await lockConnection(tx, name);
    if (before === null) throw connectionAbsent(name);
    await dropOwnRule(tx, { actor, origin }, name);
    if (!(await removeConnection(tx, before.id))) throw connectionAbsent(name);
    await recordAudit(tx, {
      ...{ actor, origin, event: "connection.deleted", subject: name },
      before: auditView({
        ...before,
        agentId: before.agent.id,
        accessGroups: [...before.accessGroups],
        modes: [...before.modes],
      }),
    });
  });
  deps.knownConnections.forget(name);
  deps.knownRules.forget();
  await endSessionsThatLostAccess(deps, { connectionName: name });
  return {};
}
