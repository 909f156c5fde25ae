import type { GroupName } from "@/domain/people/user";
import { effectOfGroupChange, type GroupEffect } from "@/domain/policy/group-effect";
import { connectionsOfGroups } from "../connections/connections-of-groups";
import type { Deps } from "../deps";
import type { RulesOfGroup } from "../rules/rule-record";
import { rulesOfGroup } from "../rules/rules-of-group";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { groupAbsent } from "./get-group";
import type { GroupRecord } from "./group-record";
import { countMembers, findGroup, readMembersWithGroups } from "./store";

const EFFECT_LIMITS = { membersMax: 5_000, connectionsMax: 100, rulesMax: 20 } as const;

export interface EffectAnswer {
  readonly group: GroupRecord;
  readonly memberCount: number;
  readonly connectionCount: number;
  /** False when the group is so large that only a part of it was looked at. */
  readonly complete: boolean;
  readonly effect: GroupEffect;
  /** Access rules that name it: it cannot be deleted while there are any. */
  readonly rules: RulesOfGroup;
}

/** What deleting (`renamedTo` null) or renaming a group would change. Changes nothing. */
export async function groupChangeEffect(
  deps: Deps,
  id: string,
  renamedTo: GroupName | null,
): Promise<EffectAnswer> {
  const { membersMax, connectionsMax, rulesMax } = EFFECT_LIMITS;
  const tx = deps.db.read;
  const group = await findGroup(tx, id);
  if (group === null) throw groupAbsent();
  const [members, memberCount, uses, { roleMappings: mappings }, rules] = await Promise.all([
    readMembersWithGroups(tx, id, membersMax),
    countMembers(tx, id),
    connectionsOfGroups(tx, [group.name], connectionsMax),
    readSignInSettings(deps),
    rulesOfGroup(tx, id, rulesMax),
  ]);
  const world = { members, connections: uses.rows, mappings };
  return {
    ...{ group, memberCount, connectionCount: uses.total },
    complete: members.length >= memberCount && uses.rows.length >= uses.total,
    rules,
    effect: effectOfGroupChange(world, { group: group.name, renamedTo }),
  };
}
