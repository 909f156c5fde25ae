import type { GroupName, UserId } from "@/domain/people/user";
import type { Tx } from "../db/db";
import { groupNamesOf } from "./store";

/** The groups that admins gave this person, by name. */
export async function localGroupsOf(tx: Tx, userId: UserId): Promise<GroupName[]> {
  return await groupNamesOf(tx, userId, "local");
}
