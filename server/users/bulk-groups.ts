import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import { editLocalGroups, localGroups } from "../people/edit-local-groups";
import type { BulkGroups } from "./form";
import { userAbsent } from "./get-user";
import { lockUsers } from "./store";

/** Adds and removes groups for many people: all of it or nothing. Answers how many it changed. */
export async function editGroupsOfMany(
  deps: Deps,
  { actor, origin }: Administrator,
  { userIds, add, remove }: BulkGroups,
): Promise<{ changed: number }> {
  return await changeRights(deps, actor, async (tx) => {
    const wanted = [...new Set(userIds)];
    const users = await lockUsers(tx, wanted);
    if (users.length < wanted.length) throw userAbsent();
    await localGroups(tx, [...new Set([...add, ...remove])]);
    let changed = 0;
    for (const user of users) {
      const edited = await editLocalGroups(tx, user.id, { add, remove });
      if (edited === null) continue;
      changed += 1;
      await recordAudit(tx, {
        ...{ actor, origin, event: "user.groupsChanged", subject: user.email },
        ...{ before: { groups: edited.before }, after: { groups: edited.after } },
      });
    }
    return { changed };
  });
}
