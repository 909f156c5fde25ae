import { type Role, roleOf } from "@/domain/people/role";
import type { GroupName } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { connectionsOfGroups } from "../connections/connections-of-groups";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import type { RulesOfGroup } from "../rules/rule-record";
import { rulesOfGroup } from "../rules/rules-of-group";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import type { GroupPage } from "./form";
import type { GroupRecord, MemberRecord } from "./group-record";
import { countMembers, findGroup, lockGroup, pageMembers } from "./store";

const CONNECTIONS_SHOWN_MAX = 100;
const RULES_SHOWN_MAX = 100;

export interface GroupView {
  readonly group: GroupRecord;
  /** What the role mapping makes of somebody who is in this group only. */
  readonly role: Role;
  readonly members: { readonly rows: readonly MemberRecord[]; readonly total: number };
  readonly connections: { readonly names: readonly string[]; readonly total: number };
  /** Access rules that name it, for whatever they name it. */
  readonly rules: RulesOfGroup;
}

/** A group, a page of its people, and the connections it opens. */
export async function getGroup(deps: Deps, { id, page, limit }: GroupPage): Promise<GroupView> {
  const tx = deps.db.read;
  const group = await findGroup(tx, id);
  if (group === null) throw groupAbsent();
  const [{ roleMappings }, rows, total, uses, rules] = await Promise.all([
    readSignInSettings(deps),
    pageMembers(tx, id, { offset: (page - 1) * limit, rowsMax: limit }),
    countMembers(tx, id),
    connectionsOfGroups(tx, [group.name], CONNECTIONS_SHOWN_MAX),
    rulesOfGroup(tx, id, RULES_SHOWN_MAX),
  ]);
  return {
    ...{ group, role: roleOf([group.name], roleMappings), members: { rows, total } },
    connections: { names: uses.rows.map(({ name }) => name), total: uses.total },
    rules,
  };
}

/** Locked for a change. Refuses absent groups and those of the identity provider. */
export async function lockLocalGroup(tx: Tx, id: string): Promise<GroupRecord> {
  const group = await lockGroup(tx, id);
  if (group === null) throw groupAbsent();
  if (group.source === "idp") throw groupLocked(group.name);
  return group;
}

export function groupAbsent(): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", "There is no such group.");
}

function groupLocked(name: GroupName): Refusal {
  return new Refusal("GROUP.LOCKED", `${name} is a group of the identity provider.`);
}
