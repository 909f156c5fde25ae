import { describeRule } from "@/domain/requests/describe-rule";
import type { RuleFault } from "@/domain/requests/faults-of-rule";
import { connectionsInScope } from "../connections/in-scope";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { faultsOfRules } from "./assess-rule";
import { type NamedDecider, nameDeciders } from "./deciders/store";
import type { RulePreview } from "./form";

const NAMED_MAX = 12;

export interface PreviewAnswer {
  readonly sentence: string;
  readonly faults: readonly RuleFault[];
  /** Who could approve today: some by name, and how many there are. */
  readonly approvers: { readonly rows: readonly NamedDecider[]; readonly total: number };
  /** The connections it is about today. */
  readonly connections: { readonly names: readonly string[]; readonly total: number };
}

/** What a rule that is being written would mean as people and connections are now. Changes nothing. */
export async function previewRule(deps: Deps, rule: RulePreview): Promise<PreviewAnswer> {
  const tx = deps.db.read;
  const { roleMappings: mappings } = await readSignInSettings(deps);
  const groups = rule.approverGroups;
  const [[faults = []], approvers, covered] = await Promise.all([
    faultsOfRules(deps, tx, [rule]),
    nameDeciders(tx, { mappings, groups, rowsMax: NAMED_MAX }),
    connectionsInScope(deps, rule.scope),
  ]);
  const names = covered.slice(0, NAMED_MAX).map(({ name }) => name);
  return {
    ...{ sentence: describeRule(rule), faults, approvers },
    connections: { names, total: covered.length },
  };
}
