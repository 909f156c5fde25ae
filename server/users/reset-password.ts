import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { makePasswordLink, type PasswordLink } from "../people/make-password-link";
import { userAbsent } from "./get-user";
import { findUser, lockUsers } from "./store";

/** A fresh one-time link. The present password works until the link is used, then everything ends. */
export async function resetPassword(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<PasswordLink> {
  const user = await findUser(deps.db.read, id, deps.now());
  if (user === null) throw userAbsent();
  if (user.source === "idp" || user.identities.length > 0) {
    throw new Refusal("PEOPLE.NOT_LOCAL", `${user.name} signs in at the identity provider.`);
  }
  return await deps.db.transaction(async (tx) => {
    if ((await lockUsers(tx, [id])).length === 0) throw userAbsent();
    await recordAudit(tx, {
      ...{ actor, origin, event: "user.passwordLinkMade", subject: user.email },
    });
    return await makePasswordLink(deps, tx, user.id);
  });
}
