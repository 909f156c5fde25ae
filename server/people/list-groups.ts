import type { Deps } from "../deps";
import { type GroupRow, pageGroups } from "./store";

const GROUPS_MAX = 5000;

/** Every group with how many people are in it, by name. */
export async function listGroups(deps: Deps): Promise<readonly GroupRow[]> {
  return await pageGroups(deps.db.read, GROUPS_MAX);
}
