import { type Role, roleOf } from "@/domain/people/role";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import type { UserList } from "./form";
import { countUsers, pageUsers } from "./store";
import type { UserRecord } from "./user-record";

export interface UserWithRole extends UserRecord {
  readonly role: Role;
}

export interface UserPageAnswer {
  readonly rows: readonly UserWithRole[];
  /** Of the whole filter, not of the page. */
  readonly total: number;
}

/** One page of the people; the role is what the domain makes of their groups. */
export async function listUsers(deps: Deps, list: UserList): Promise<UserPageAnswer> {
  const { page, limit, ...filter } = list;
  const { roleMappings: mappings } = await readSignInSettings(deps);
  const search = { filter, mappings };
  const [rows, total] = await Promise.all([
    pageUsers(deps.db.read, { ...search, offset: (page - 1) * limit, rowsMax: limit }),
    countUsers(deps.db.read, search),
  ]);
  return { rows: rows.map((row) => ({ ...row, role: roleOf(row.groups, mappings) })), total };
}
