import type { Administrator } from "../connections/administrator";
import { changeAccessGroups } from "../connections/change-access-groups";
import type { Deps } from "../deps";
import { endSessionsThatLostAccess } from "../sessions/end-lost-sessions";
import type { GridEdit } from "./form";

/**
 * Makes all edits or none. A connection that was changed since it was looked at refuses them all.
 * Whoever loses a connection by it loses what runs on it at once.
 */
export async function applyEdits(
  deps: Deps,
  admin: Administrator,
  edits: readonly GridEdit[],
): Promise<{ readonly changed: number }> {
  // Always in one order, so that two admins who save at once wait instead of blocking each other.
  const ordered = [...edits].sort((one, other) => (one.connection < other.connection ? -1 : 1));
  await deps.db.transaction(async (tx) => {
    for (const edit of ordered) await changeAccessGroups(tx, admin, { ...edit, at: deps.now() });
  });
  for (const { connection } of ordered) {
    deps.knownConnections.forget(connection);
    await endSessionsThatLostAccess(deps, { connectionName: connection });
  }
  return { changed: ordered.length };
}
