import type { Deps } from "../deps";
import { faultsOfRules } from "./assess-rule";
import type { RuleList } from "./form";
import type { AssessedRule } from "./get-rule";
import { pageRules } from "./store";

export interface RuleListAnswer {
  readonly rows: readonly AssessedRule[];
  /** Of the whole search, not of the page. */
  readonly total: number;
}

/** One page of the rules by name, each with why nobody could satisfy it as the people are now. */
export async function listRules(deps: Deps, list: RuleList): Promise<RuleListAnswer> {
  const tx = deps.db.read;
  const offset = (list.page - 1) * list.limit;
  const { rows, total } = await pageRules(tx, { text: list.text, offset, rowsMax: list.limit });
  const faults = await faultsOfRules(deps, tx, rows);
  return { rows: rows.map((rule, index) => ({ rule, faults: faults[index] ?? [] })), total };
}
