import { type Role, roleOf } from "@/domain/people/role";
import {
  type ConfigurationConflict,
  configurationConflicts,
} from "@/domain/policy/configuration-conflict";
import { Refusal } from "@/domain/refusal";
import { listSignIns } from "../auth/list-sign-ins";
import { connectionsOfGroups } from "../connections/connections-of-groups";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { findUser } from "./store";
import type { UserDetailRecord } from "./user-record";

const CONFLICTS_SHOWN_MAX = 50;

export interface UserView {
  readonly user: UserDetailRecord;
  readonly role: Role;
  readonly conflicts: readonly ConfigurationConflict[];
  /** On how many devices they are signed in. */
  readonly signIns: number;
}

/** Everything the person's page shows. */
export async function getUser(deps: Deps, id: string): Promise<UserView> {
  const user = await findUser(deps.db.read, id, deps.now());
  if (user === null) throw userAbsent();
  const { roleMappings } = await readSignInSettings(deps);
  const role = roleOf(user.groups, roleMappings);
  const [{ rows }, signIns] = await Promise.all([
    connectionsOfGroups(deps.db.read, user.groups, CONFLICTS_SHOWN_MAX),
    listSignIns(deps, user.id),
  ]);
  const conflicts = configurationConflicts({ role, groups: user.groups }, rows);
  return { user, role, conflicts, signIns: signIns.length };
}

export function userAbsent(): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", "There is no such person.");
}
