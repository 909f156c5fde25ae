import { adminGroupOf } from "@/domain/people/admin-change";
import { DEFAULT_ROLE_MAPPINGS } from "@/domain/people/role";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { mapDefaultRoles } from "../settings/map-default-roles";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { normalEmail } from "./create-local-user";
import { ensureGroup } from "./ensure-group";
import { activatePerson, addMemberships, findPersonByEmail, lockRights } from "./store";

export interface GrantedAdmin {
  readonly name: string;
  readonly email: string;
  readonly group: string;
}

/**
 * Makes somebody an admin from the server's own terminal, whoever else is one: the way back when the
 * identity provider took the last one away. The person is activated and put into a group that gives the
 * role; a mapping that gives it to nobody gets its default lines back.
 */
export async function grantAdmin(
  deps: Pick<Deps, "env" | "db">,
  { email, origin }: { readonly email: string; readonly origin: string },
): Promise<GrantedAdmin> {
  return await deps.db.transaction(async (tx) => {
    await lockRights(tx);
    const person = await findPersonByEmail(tx, normalEmail(email));
    if (person === null) throw new Refusal("ACCESS.NOT_FOUND", `Nobody has the address ${email}.`);
    const group = await ensureGroup(tx, await adminGroup(deps, tx, origin));
    await activatePerson(tx, person.id);
    await addMemberships(tx, person.id, { groups: [group], source: "local" });
    await recordAudit(tx, {
      ...{ actor: null, origin, event: "user.adminGranted", subject: person.email },
      before: { status: person.status },
      after: { status: "active", group: group.name },
    });
    return { name: person.name, email: person.email, group: group.name };
  });
}

async function adminGroup(deps: Pick<Deps, "env" | "db">, tx: Tx, origin: string): Promise<string> {
  const { roleMappings } = await readSignInSettings(deps, tx);
  const known = adminGroupOf(roleMappings);
  if (known !== null) return known;
  await mapDefaultRoles(deps, tx, origin);
  return adminGroupOf(DEFAULT_ROLE_MAPPINGS) ?? "";
}
