import type { Deps } from "../deps";
import { getMaskingRule } from "./list-masking-rules";
import { dayOf } from "./take-from-budgets";
import { findUses, type UseOfPerson } from "./uses/store";

const USES_MAX = 200;

export interface UsesOfDay {
  /** Of UTC: `2026-03-01`. */
  readonly day: string;
  readonly perDay: number | null;
  /** The most first, and at most 200. */
  readonly uses: readonly UseOfPerson[];
}

/** Who compared columns of a masking rule today, and how often. */
export async function listUses(deps: Deps, ruleId: string): Promise<UsesOfDay> {
  const { comparisonsPerDay: perDay } = await getMaskingRule(deps, ruleId);
  const day = dayOf(deps.now());
  return { day, perDay, uses: await findUses(deps.db.read, { ruleId, day, rowsMax: USES_MAX }) };
}
