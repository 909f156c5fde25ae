import { type Role, roleOf } from "@/domain/people/role";
import type { Actor, GroupName } from "@/domain/people/user";
import { mayUse } from "@/domain/policy/access-change";
import { configurationConflicts } from "@/domain/policy/configuration-conflict";
import { getConnection } from "../connections/get-connection";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import type { WhoMayInput } from "./form";
import { countByRole, countPeopleOf, type PersonInGroups, pagePeopleOf } from "./store";

export interface PersonOnConnection {
  readonly person: PersonInGroups;
  readonly role: Role;
  /** The groups of theirs that the connection lists. */
  readonly through: readonly GroupName[];
  readonly mayUse: boolean;
  /** Listed by a group, while their role sees no connection. */
  readonly conflict: boolean;
}

export interface WhoMay {
  readonly rows: readonly PersonOnConnection[];
  readonly total: number;
  /** How many pass by their role, whatever is listed. */
  readonly byRole: number;
}

/** The people whom the connection's groups mean, by name. */
export async function whoMay(deps: Deps, actor: Actor, input: WhoMayInput): Promise<WhoMay> {
  const { connection } = await getConnection(deps, actor, input.connection);
  const { accessGroups } = connection;
  const tx = deps.db.read;
  const window = { offset: (input.page - 1) * input.limit, rowsMax: input.limit };
  const { roleMappings } = await readSignInSettings(deps);
  const [people, total, byRole] = await Promise.all([
    pagePeopleOf(tx, accessGroups, window),
    countPeopleOf(tx, accessGroups),
    countByRole(tx, roleMappings),
  ]);
  const rows = people.map((person) => {
    const role = roleOf(person.groups, roleMappings);
    const through = person.groups.filter((group) => accessGroups.includes(group));
    const conflict = configurationConflicts({ role, groups: person.groups }, [connection]);
    const known = { ...person, role };
    return {
      ...{ person, role, through, mayUse: mayUse(known, connection) },
      conflict: conflict.length > 0,
    };
  });
  return { rows, total, byRole };
}
