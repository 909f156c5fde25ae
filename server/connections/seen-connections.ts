import type { Actor, GroupName } from "@/domain/people/user";
import { connectionsVisibleTo } from "@/domain/policy/decide-access";
import type { Deps } from "../deps";
import type { ConnectionRecord } from "./connection-record";
import { pageConnections } from "./list/store";

const SEEN_MAX = 5_000;

/** The connections that exist for this person, by name; `of`: only those that one of these groups may access. */
export async function seenConnections(
  deps: Deps,
  actor: Actor,
  of: readonly GroupName[] | null,
): Promise<ConnectionRecord[]> {
  const scope = connectionsVisibleTo(actor);
  if (scope === "none") return [];
  const ofGroups = [...(scope === "all" ? [] : [actor.groups]), ...(of === null ? [] : [of])];
  const where = { ofGroups, mode: null, words: [] };
  return await pageConnections(deps.db.read, { where, after: null, rowsMax: SEEN_MAX });
}
