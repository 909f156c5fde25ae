import type { Deps } from "../deps";
import type { MaskingRuleRecord } from "./masking-rule-record";
import { findMaskingRule, readMaskingRules } from "./store";
import { maskingRuleAbsent } from "./write-masking-rule";

/** All there are, in their order: so few that they are one page. */
export async function listMaskingRules(deps: Deps): Promise<readonly MaskingRuleRecord[]> {
  return await readMaskingRules(deps.db.read);
}

export async function getMaskingRule(deps: Deps, id: string): Promise<MaskingRuleRecord> {
  const rule = await findMaskingRule(deps.db.read, id);
  if (rule === null) throw maskingRuleAbsent();
  return rule;
}
