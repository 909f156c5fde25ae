import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { normalEmail } from "../people/create-local-user";
import {
  findActivePeople,
  findGroup,
  lockGroup,
  type Owner,
  ownersOf,
  saveOwners,
} from "./access/store";

export interface OwnersForm {
  readonly group: string;
  readonly emails: readonly string[];
}

/** Makes exactly these people the owners of a group. Owning gives no access, only the duty to review. */
export async function setOwners(
  deps: Deps,
  by: Administrator,
  form: OwnersForm,
): Promise<{ owners: readonly Owner[] }> {
  return await deps.db.transaction(async (tx) => {
    const group = await lockGroup(tx, form.group);
    if (group === null) throw groupAbsent(form.group);
    const before = await ownersOf(tx, group.id);
    const owners = await peopleOf(tx, form.emails);
    await saveOwners(
      tx,
      group.id,
      owners.map(({ id }) => id),
    );
    await recordAudit(tx, {
      ...{ ...by, event: "group.ownersChanged", subject: group.name },
      before: { owners: before.map(({ email }) => email) },
      after: { owners: owners.map(({ email }) => email) },
    });
    return { owners };
  });
}

export async function listOwners(deps: Deps, name: string): Promise<{ owners: readonly Owner[] }> {
  const group = await findGroup(deps.db.read, name);
  if (group === null) throw groupAbsent(name);
  return { owners: await ownersOf(deps.db.read, group.id) };
}

async function peopleOf(tx: Tx, given: readonly string[]): Promise<Owner[]> {
  const emails = [...new Set(given.map(normalEmail))];
  const found = await findActivePeople(tx, emails);
  const unknown = emails.find((email) => !found.some((person) => person.email === email));
  if (unknown === undefined) return found;
  throw new Refusal("INPUT.INVALID", `Nobody active has the address ${unknown}.`, {
    field: "emails",
  });
}

function groupAbsent(name: string): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", `There is no group ${name} for you.`);
}
