import type { UserStatus } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import { endSignInsOf } from "../auth/end-sign-in";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import { userAbsent } from "./get-user";
import { lockUsers, saveStatus } from "./store";

export interface StatusChange {
  readonly id: string;
  readonly status: UserStatus;
}

/** Inactive ends every sign-in of the person, their open pages and what they run. */
export async function setStatus(
  deps: Deps,
  { actor, origin }: Administrator,
  { id, status }: StatusChange,
): Promise<Record<string, never>> {
  const userId = await changeRights(deps, actor, async (tx) => {
    const [user] = await lockUsers(tx, [id]);
    if (user === undefined) throw userAbsent();
    if (user.status === status) return user.id;
    await saveStatus(tx, user.id, status);
    await recordAudit(tx, {
      ...{ actor, origin, event: "user.statusChanged", subject: user.email },
      ...{ before: { status: user.status }, after: { status } },
    });
    return user.id;
  });
  if (status === "inactive") {
    const ending = { because: "Your account is inactive.", actor };
    await endSignInsOf(deps, { userId, except: null }, ending);
  }
  return {};
}
