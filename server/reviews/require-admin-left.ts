import { holds } from "@/domain/people/permission";
import { type RoleMapping, roleOf } from "@/domain/people/role";
import { Refusal } from "@/domain/refusal";
import type { Tx } from "../db/db";
import { peopleInAny } from "./access/store";

const ADMINS_LOOKED_AT_MAX = 20;

/** Refuses a change after which nobody active could let others in; for the end of its transaction. */
export async function requireAdminLeft(tx: Tx, all: readonly RoleMapping[]): Promise<void> {
  const mappings = all.filter(({ role }) => holds(role, "people:manage"));
  const found = await peopleInAny(tx, { groupIds: [], mappings }, ADMINS_LOOKED_AT_MAX);
  const isLeft = found.some(({ person }) => holds(roleOf(person.groups, all), "people:manage"));
  if (!isLeft) {
    throw new Refusal("PEOPLE.LAST_ADMIN", "After this, nobody would be an admin any more.");
  }
}
