import { createHash } from "node:crypto";
import { type Role, roleOf } from "@/domain/people/role";
import {
  type AccessChange,
  editAccessGroups,
  effectOfAccessEdit,
} from "@/domain/policy/access-change";
import { connectionAbsent } from "../connections/get-connection";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { ACCESS_LIMITS, type GridEdit } from "./form";
import { type PersonInGroups, pagePeopleOf, readAccessLists } from "./store";

export interface PersonWithRole extends PersonInGroups {
  readonly role: Role;
}

export interface EditEffect extends AccessChange<PersonWithRole> {
  readonly connection: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface EditsEffect {
  readonly effects: readonly EditEffect[];
  /** False when so many people are concerned that only a part of them was looked at. */
  readonly complete: boolean;
  /** Another one when anybody else gains or loses. */
  readonly digest: string;
}

/** Who would gain and who would lose by these edits. Changes nothing. */
export async function previewEdits(
  deps: Deps,
  edits: readonly GridEdit[],
  tx: Tx = deps.db.read,
): Promise<EditsEffect> {
  const lists = await readAccessLists(
    tx,
    edits.map(({ connection }) => connection),
  );
  const groups = [...new Set(edits.flatMap(({ add, remove }) => [...add, ...remove]))];
  const { peopleOfEffectMax: rowsMax } = ACCESS_LIMITS;
  // One after the other: a transaction has one connection.
  const people = await pagePeopleOf(tx, groups, { offset: 0, rowsMax });
  const { roleMappings } = await readSignInSettings(deps, tx);
  const known = people.map((person) => ({ ...person, role: roleOf(person.groups, roleMappings) }));
  const effects = edits.map((edit) => {
    const list = lists.find(({ name }) => name === edit.connection);
    if (list === undefined) throw connectionAbsent(edit.connection);
    return {
      connection: edit.connection,
      ...{ before: list.accessGroups, after: editAccessGroups(list.accessGroups, edit) },
      ...effectOfAccessEdit(known, list, edit),
    };
  });
  return { effects, complete: people.length < rowsMax, digest: digestOf(effects) };
}

function digestOf(effects: readonly EditEffect[]): string {
  const ids = (people: readonly PersonWithRole[]) => people.map(({ id }) => id).sort();
  const said = effects
    .map(({ connection, after, gain, lose }) => [connection, after, ids(gain), ids(lose)])
    .sort(([one = ""], [other = ""]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(said)).digest("base64url");
}
