import type { Connection } from "../connections/connection";
import type { GroupName } from "../people/user";
import { type AccessPerson, decideSteps, stepsOfAccess } from "./decide-access";

/** Lists on a connection that change: groups that come, groups that go. */
export interface AccessEdit {
  readonly add: readonly GroupName[];
  readonly remove: readonly GroupName[];
}

export interface AccessChange<Person extends AccessPerson> {
  readonly gain: readonly Person[];
  readonly lose: readonly Person[];
}

/** The access groups once the edit is made, in order of name. What is both added and removed is removed. */
export function editAccessGroups(
  before: readonly GroupName[],
  { add, remove }: AccessEdit,
): GroupName[] {
  return [...new Set([...before, ...add])].filter((group) => !remove.includes(group)).sort();
}

/**
 * Who may use the connection after an edit and not before, and the other way round. Decided as access
 * itself is: another group that still opens it, a role that passes or never runs, an inactive account
 * are all seen to.
 */
export function effectOfAccessEdit<Person extends AccessPerson>(
  people: readonly Person[],
  connection: Pick<Connection, "accessGroups">,
  edit: AccessEdit,
): AccessChange<Person> {
  const after = { accessGroups: editAccessGroups(connection.accessGroups, edit) };
  const change = people.map((person) => ({
    person,
    before: mayUse(person, connection),
    after: mayUse(person, after),
  }));
  return {
    gain: change.filter((one) => !one.before && one.after).map(({ person }) => person),
    lose: change.filter((one) => one.before && !one.after).map(({ person }) => person),
  };
}

/** By any way in at all. */
export function mayUse(
  actor: AccessPerson,
  { accessGroups }: Pick<Connection, "accessGroups">,
): boolean {
  const connection = { accessGroups, modes: ["web"] as const };
  return decideSteps(stepsOfAccess({ actor, connection, mode: "web" })).kind === "allow";
}
