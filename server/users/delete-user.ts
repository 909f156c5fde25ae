import type { UserId } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import { openSignInsOf } from "../auth/list-sign-ins";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import { userAbsent } from "./get-user";
import { lockUsers, removeUser } from "./store";

const BECAUSE = "Your account was deleted.";

/** The person and their ways in are gone; what they ran stays recorded under their name. */
export async function deleteUser(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<Record<string, never>> {
  const signIns = await changeRights(deps, actor, async (tx) => {
    const [user] = await lockUsers(tx, [id]);
    if (user === undefined) throw userAbsent();
    const open = await openSignInsOf(tx, user.id as UserId);
    await removeUser(tx, user.id);
    await recordAudit(tx, {
      ...{ actor, origin, event: "user.deleted", subject: user.email },
      before: { name: user.name, email: user.email, status: user.status, source: user.source },
    });
    return open;
  });
  for (const signInId of signIns) deps.signInWatch.announce(signInId, BECAUSE);
  return {};
}
