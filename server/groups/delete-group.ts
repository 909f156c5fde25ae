import type { GroupName } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { listInWords } from "@/domain/requests/words";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import { connectionsOfGroups } from "../connections/connections-of-groups";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import type { RulesOfGroup } from "../rules/rule-record";
import { rulesOfGroup } from "../rules/rules-of-group";
import { lockLocalGroup } from "./get-group";
import { countMembers, removeGroup } from "./store";

const CONNECTIONS_NAMED_MAX = 100;
const RULES_NAMED_MAX = 5;

/**
 * Whoever had something only through this group loses it at once; what they run there is cancelled. Refused
 * while an access rule names it: without it, the rule would mean something else.
 */
export async function deleteGroup(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await changeRights(deps, actor, async (tx) => {
    const group = await lockLocalGroup(tx, id);
    refuseInRules(group.name, await rulesOfGroup(tx, id, RULES_NAMED_MAX));
    const members = await countMembers(tx, id);
    const uses = await connectionsOfGroups(tx, [group.name], CONNECTIONS_NAMED_MAX);
    await removeGroup(tx, id);
    await recordAudit(tx, {
      ...{ actor, origin, event: "group.deleted", subject: group.name },
      before: { members, connections: uses.rows.map(({ name }) => name) },
    });
  });
  return {};
}

function refuseInRules(group: GroupName, { rows, total }: RulesOfGroup): void {
  if (total === 0) return;
  const names = rows.map(({ name }) => name);
  const more = total > names.length ? [`${total - names.length} more`] : [];
  const because = `${group} is part of access rules: ${listInWords([...names, ...more], "and")}.`;
  throw new Refusal("GROUP.IN_USE", because, { rules: total });
}
