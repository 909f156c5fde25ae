import { editAccessGroups } from "@/domain/policy/access-change";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Administrator } from "./administrator";
import { refuseUnknownGroups } from "./create-connection";
import { connectionAbsent } from "./get-connection";
import { lockConnection, saveAccessGroups, saveNextVersion } from "./store";
import { changedMeanwhile } from "./update-connection";

export interface AccessGroupsChange {
  readonly connection: string;
  readonly version: number;
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly at: Date;
}

/** Changes who is listed on a connection that is still the one that was looked at. */
export async function changeAccessGroups(
  tx: Tx,
  { actor, origin }: Administrator,
  change: AccessGroupsChange,
): Promise<void> {
  const before = await lockConnection(tx, change.connection);
  if (before === null) throw connectionAbsent(change.connection);
  if (before.version !== change.version) throw changedMeanwhile(before);
  const after = editAccessGroups(before.accessGroups, change);
  await saveNextVersion(tx, before, change.at);
  refuseUnknownGroups(await saveAccessGroups(tx, before.id, after));
  await recordAudit(tx, {
    ...{ actor, origin, event: "connection.accessChanged", subject: before.name },
    before: { accessGroups: [...before.accessGroups] },
    after: { accessGroups: after },
  });
}
