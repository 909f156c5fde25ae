import { Refusal } from "@/domain/refusal";
import type { Administrator } from "../connections/administrator";
import { changeAccessGroups } from "../connections/change-access-groups";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { endSessionsThatLostAccess } from "../sessions/end-lost-sessions";
import type { GridEdits } from "./form";
import { previewEdits } from "./preview-edits";

/**
 * Makes all edits or none. A connection that was changed since it was looked at refuses them all, and so
 * does `seen`, the digest of the preview, when other people would gain or lose by them now. Whoever loses a connection by it loses what runs on it at once.
 */
export async function applyEdits(
  deps: Deps,
  admin: Administrator,
  { edits, seen }: GridEdits,
): Promise<{ readonly changed: number }> {
  // Always in one order, so that two admins who save at once wait instead of blocking each other.
  const ordered = [...edits].sort((one, other) => (one.connection < other.connection ? -1 : 1));
  await deps.db.transaction(async (tx) => {
    if (seen !== undefined) await refuseOtherEffect(deps, tx, { edits, seen });
    for (const edit of ordered) await changeAccessGroups(tx, admin, { ...edit, at: deps.now() });
  });
  for (const { connection } of ordered) {
    deps.knownConnections.forget(connection);
    await endSessionsThatLostAccess(deps, { connectionName: connection });
  }
  return { changed: ordered.length };
}

async function refuseOtherEffect(deps: Deps, tx: Tx, { edits, seen }: GridEdits): Promise<void> {
  const { digest } = await previewEdits(deps, edits, tx);
  if (digest === seen) return;
  throw new Refusal(
    "ACCESS.CHANGED",
    "Other people would gain or lose by this now than when you looked.",
  );
}
