import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import { normalEmail } from "../people/create-local-user";
import { editLocalGroups } from "../people/edit-local-groups";
import { localGroupsOf } from "../people/local-groups-of";
import type { UserChange } from "./form";
import { userAbsent } from "./get-user";
import { isEmailTaken, lockUsers, saveUser } from "./store";

/** Name, address and the groups that admins give; those of the identity provider stay as they are. */
export async function updateUser(
  deps: Deps,
  { actor, origin }: Administrator,
  change: UserChange,
): Promise<Record<string, never>> {
  const { name, groups } = change;
  const email = normalEmail(change.email);
  await changeRights(deps, actor, async (tx) => {
    const [user] = await lockUsers(tx, [change.id]);
    if (user === undefined) throw userAbsent();
    if (await isEmailTaken(tx, { email, by: user.id })) {
      throw new Refusal("PEOPLE.EXISTS", `Somebody already has ${email}.`, { email });
    }
    await saveUser(tx, user.id, { name, email });
    const before = await localGroupsOf(tx, user.id);
    const remove = before.filter((group) => !groups.includes(group));
    const edited = await editLocalGroups(tx, user.id, { add: groups, remove });
    await recordAudit(tx, {
      ...{ actor, origin, event: "user.changed", subject: user.email },
      before: { name: user.name, email: user.email, groups: before },
      after: { name, email, groups: edited?.after ?? before },
    });
  });
  return {};
}
