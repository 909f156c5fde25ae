import { Refusal } from "@/domain/refusal";
import type { RuleDraft } from "@/domain/requests/describe-rule";
import { decidersThatMatter, faultsOfRule, type RuleFault } from "@/domain/requests/faults-of-rule";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { readDeciders } from "./deciders/store";

/** What is wrong with each rule as the people are now; the people of all are read once. */
export async function faultsOfRules(
  deps: Deps,
  tx: Tx,
  rules: readonly RuleDraft[],
): Promise<readonly (readonly RuleFault[])[]> {
  const { roleMappings: mappings } = await readSignInSettings(deps, tx);
  const groups = [...new Set(rules.flatMap((rule) => rule.approverGroups))];
  const ofGroupMax = Math.max(1, ...rules.map(decidersThatMatter));
  const deciders = await readDeciders(tx, { mappings, groups, ofGroupMax });
  return rules.map((rule) => faultsOfRule(rule, deciders));
}

const OF_PEOPLE: readonly RuleFault["at"][] = ["approverGroups", "approvals"];

/** A rule that nobody can satisfy, or that is about nothing, is never in force. */
export async function refuseFaults(deps: Deps, tx: Tx, rule: RuleDraft): Promise<void> {
  const [faults = []] = await faultsOfRules(deps, tx, [rule]);
  const [fault] = faults;
  if (fault === undefined) return;
  const code = OF_PEOPLE.includes(fault.at) ? "RULE.UNSATISFIABLE" : "INPUT.INVALID";
  throw new Refusal(code, fault.because, { field: fault.at });
}
