import type { UserId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { addUser } from "../people/add-user";
import { changeRights } from "../people/change-rights";
import { normalEmail } from "../people/create-local-user";
import { editLocalGroups } from "../people/edit-local-groups";
import { makePasswordLink, type PasswordLink } from "../people/make-password-link";
import type { NewUserForm } from "./form";

export interface CreatedUser {
  readonly id: UserId;
  /** Null for people of the identity provider, who need none. */
  readonly link: PasswordLink | null;
}

/** A local account with a one-time link, or one that waits for its first sign-in at the provider. */
export async function createUser(
  deps: Deps,
  { actor, origin }: Administrator,
  form: NewUserForm,
): Promise<CreatedUser> {
  const { name, source, groups } = form;
  const email = normalEmail(form.email);
  return await changeRights(deps, actor, async (tx) => {
    const id = await addUser(tx, { name, email, source });
    if (id === null)
      throw new Refusal("PEOPLE.EXISTS", `Somebody already has ${email}.`, { email });
    const edited = await editLocalGroups(tx, id, { add: groups, remove: [] });
    const link = source === "local" ? await makePasswordLink(deps, tx, id) : null;
    await recordAudit(tx, {
      ...{ actor, origin, event: "user.created", subject: email },
      after: { name, email, source, groups: edited?.after ?? [] },
    });
    return { id, link };
  });
}
