import type { GroupName, UserId } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import { groupNamesOf, lockPerson, removeMemberships } from "./store";

export interface Leaving {
  readonly userId: UserId;
  readonly email: string;
  readonly groups: readonly GroupName[];
  /** What the audit trail says about why. */
  readonly because: string;
}

/** Takes a person out of groups that they were given here; what the identity provider gave stays. */
export async function leaveGroups(
  tx: Tx,
  { actor, origin }: Administrator,
  { userId, email, groups, because }: Leaving,
): Promise<void> {
  await lockPerson(tx, userId);
  const before = await groupNamesOf(tx, userId, "local");
  await removeMemberships(tx, userId, { groups, source: "local" });
  const after = await groupNamesOf(tx, userId, "local");
  await recordAudit(tx, {
    ...{ actor, origin, event: "user.groupsChanged", subject: email },
    before: { groups: before },
    after: { groups: after, because },
  });
}
