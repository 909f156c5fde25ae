import type { GroupName, UserId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import type { Tx } from "../db/db";
import {
  addMemberships,
  findGroups,
  type GroupRef,
  groupNamesOf,
  lockPerson,
  removeMemberships,
} from "./store";

export interface GroupEdit {
  readonly add: readonly GroupName[];
  readonly remove: readonly GroupName[];
}

export interface GroupsBeforeAndAfter {
  readonly before: readonly GroupName[];
  readonly after: readonly GroupName[];
}

/** The local groups of these names. Refuses a name without a group, and groups that the provider owns. */
export async function localGroups(tx: Tx, names: readonly GroupName[]): Promise<GroupRef[]> {
  const found = await findGroups(tx, names);
  const known = new Set(found.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new Refusal("INPUT.INVALID", `There is no group ${unknown}.`, { field: "groups" });
  }
  const locked = found.find(({ source }) => source === "idp");
  if (locked !== undefined) {
    throw new Refusal("GROUP.LOCKED", `The identity provider decides who is in ${locked.name}.`);
  }
  return found;
}

/**
 * Adds and removes what an admin gave (`local`); what the identity provider gave stays. Answers the
 * local groups before and after, or null when nothing changed.
 */
export async function editLocalGroups(
  tx: Tx,
  userId: UserId,
  edit: GroupEdit,
): Promise<GroupsBeforeAndAfter | null> {
  await lockPerson(tx, userId);
  const before = await groupNamesOf(tx, userId, "local");
  const gained = edit.add.filter((name) => !before.includes(name));
  const lost = edit.remove.filter((name) => before.includes(name) && !edit.add.includes(name));
  if (gained.length === 0 && lost.length === 0) return null;
  await addMemberships(tx, userId, { groups: await localGroups(tx, gained), source: "local" });
  await removeMemberships(tx, userId, { groups: lost, source: "local" });
  return { before, after: await groupNamesOf(tx, userId, "local") };
}
