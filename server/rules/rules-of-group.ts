import type { Tx } from "../db/db";
import type { RulesOfGroup } from "./rule-record";
import { pageRulesOfGroup } from "./store";

/** The rules that name this group, for whatever they name it: the first of them, and how many. */
export async function rulesOfGroup(
  tx: Tx,
  groupId: string,
  rowsMax: number,
): Promise<RulesOfGroup> {
  return await pageRulesOfGroup(tx, groupId, rowsMax);
}
