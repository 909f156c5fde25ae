import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { addGroup } from "../people/add-group";

/** A local group with nobody in it. */
export async function createGroup(
  deps: Deps,
  { actor, origin }: Administrator,
  name: string,
): Promise<{ id: string }> {
  return await deps.db.transaction(async (tx) => {
    const id = await addGroup(tx, name);
    if (id === null) throw new Refusal("GROUP.EXISTS", `There is already a group ${name}.`);
    await recordAudit(tx, { ...{ actor, origin, event: "group.created", subject: name } });
    return { id };
  });
}
