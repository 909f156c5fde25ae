import { type AdminObjection, objectionToAdminChange } from "@/domain/people/admin-change";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { recheckRights } from "../sessions/recheck-rights";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { findActiveAdmins, lockRights } from "./store";

const REFUSED: Readonly<Record<AdminObjection, () => Refusal>> = {
  "last-admin": () =>
    new Refusal("PEOPLE.LAST_ADMIN", "After this, nobody would be an admin any more."),
  "own-admin": () =>
    new Refusal("PEOPLE.OWN_ADMIN", "After this, you would not be an admin any more."),
};

/**
 * The one way in which an admin changes who may do what, whatever the change is: one at a time, so that
 * two admins cannot remove each other; refused when it would leave the admin, or everybody, without
 * admin; acted on in this gateway at once, and by the others' own look within a second.
 */
export async function changeRights<T>(
  deps: Deps,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const done = await deps.db.transaction(async (tx) => {
    await lockRights(tx);
    const value = await work(tx);
    const { roleMappings } = await readSignInSettings(deps, tx);
    const adminsAfter = await findActiveAdmins(tx, roleMappings, {
      ...{ first: actor.userId, exceptEmails: [], exceptIds: [], rowsMax: 2 },
    });
    const objection = objectionToAdminChange(
      actor.userId,
      adminsAfter.map(({ id }) => id),
    );
    if (objection !== null) throw REFUSED[objection]();
    return value;
  });
  await recheckRights(deps);
  return done;
}
