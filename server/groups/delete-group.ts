import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import { connectionsOfGroups } from "../connections/connections-of-groups";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import { lockLocalGroup } from "./get-group";
import { countMembers, removeGroup } from "./store";

const CONNECTIONS_NAMED_MAX = 100;

/** Whoever had something only through this group loses it at once; what they run there is cancelled. */
export async function deleteGroup(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await changeRights(deps, actor, async (tx) => {
    const group = await lockLocalGroup(tx, id);
    const members = await countMembers(tx, id);
    const uses = await connectionsOfGroups(tx, [group.name], CONNECTIONS_NAMED_MAX);
    await removeGroup(tx, id);
    await recordAudit(tx, {
      ...{ actor, origin, event: "group.deleted", subject: group.name },
      before: { members, connections: uses.rows.map(({ name }) => name) },
    });
  });
  return {};
}
