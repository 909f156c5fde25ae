import type { Deps } from "../deps";
import type { GroupList } from "./form";
import type { CountedGroup } from "./group-record";
import { countGroups, pageCountedGroups } from "./store";

export interface GroupListAnswer {
  readonly rows: readonly CountedGroup[];
  /** Of the whole filter, not of the page. */
  readonly total: number;
}

/** One page of the groups by name, each with how many people are in it and connections use it. */
export async function listGroups(deps: Deps, list: GroupList): Promise<GroupListAnswer> {
  const { text, source, page, limit } = list;
  const search = { text, source };
  const [rows, total] = await Promise.all([
    pageCountedGroups(deps.db.read, search, { offset: (page - 1) * limit, rowsMax: limit }),
    countGroups(deps.db.read, search),
  ]);
  return { rows, total };
}
