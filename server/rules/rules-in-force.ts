import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import type { RuleRecord } from "./rule-record";
import { readRules } from "./store";

/** The rules as a command is decided by, at most a second old. */
export async function rulesInForce(deps: Deps): Promise<readonly RuleRecord[]> {
  return await deps.knownRules.list(() => readRules(deps.db.read));
}

/** The rules of this moment, in the transaction of a decision. */
export async function rulesAsTheyAre(tx: Tx): Promise<readonly RuleRecord[]> {
  return await readRules(tx);
}
