import type { GroupName } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import { lockLocalGroup } from "./get-group";
import { isNameTaken, saveName } from "./store";

/** Its people and connections stay with it; the role mapping goes by names, so roles may change. */
export async function renameGroup(
  deps: Deps,
  { actor, origin }: Administrator,
  { id, name }: { readonly id: string; readonly name: GroupName },
): Promise<Record<string, never>> {
  await changeRights(deps, actor, async (tx) => {
    const group = await lockLocalGroup(tx, id);
    if (await isNameTaken(tx, { name, by: id })) {
      throw new Refusal("GROUP.EXISTS", `There is already a group ${name}.`);
    }
    await saveName(tx, id, name);
    await recordAudit(tx, {
      ...{ actor, origin, event: "group.renamed", subject: group.name },
      ...{ before: { name: group.name }, after: { name } },
    });
  });
  deps.knownRules.forget();
  return {};
}
