import type { UserId } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import { newId } from "../ids";
import {
  addMemberships,
  findGroups,
  groupNamesOf,
  insertGroup,
  lockPerson,
  removeMemberships,
} from "./store";

/**
 * Makes the person's idp memberships exactly what the provider says now: whoever it no longer lists is
 * out. Memberships that an admin gave (`local`) stay. Audited when something changed.
 */
export async function syncProviderGroups(
  tx: Tx,
  user: { readonly id: UserId; readonly email: string },
  groups: readonly string[],
): Promise<void> {
  await lockPerson(tx, user.id);
  const before = await groupNamesOf(tx, user.id, "idp");
  const gained = groups.filter((name) => !before.includes(name));
  const lost = before.filter((name) => !groups.includes(name));
  if (gained.length === 0 && lost.length === 0) return;

  for (const name of gained) {
    await insertGroup(tx, { id: newId("grp"), name, source: "idp" });
  }
  await addMemberships(tx, user.id, { groups: await findGroups(tx, gained), source: "idp" });
  await removeMemberships(tx, user.id, { groups: lost, source: "idp" });
  await recordAudit(tx, {
    actor: null,
    event: "user.groupsSynced",
    subject: user.email,
    before: { groups: before },
    after: { groups: [...groups].sort() },
  });
}
