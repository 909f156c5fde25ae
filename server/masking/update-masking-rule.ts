import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { MaskingRuleChange, MaskingRuleSwitch } from "./form";
import { refuseFaults } from "./refuse-faults";
import { editMaskingRule } from "./write-masking-rule";

/** Changes a masking rule that is still the one the admin looked at. */
export async function updateMaskingRule(
  deps: Deps,
  by: Administrator,
  { id, version, rule }: MaskingRuleChange,
): Promise<{ version: number }> {
  await refuseFaults(rule);
  const next = await deps.db.transaction((tx) =>
    editMaskingRule(deps, tx, { by, id, version, change: () => rule }),
  );
  deps.knownMaskingRules.forget();
  return { version: next };
}

/** Switches a masking rule on or off; everything else of it stays. */
export async function switchMaskingRule(
  deps: Deps,
  by: Administrator,
  { id, version, enabled }: MaskingRuleSwitch,
): Promise<{ version: number }> {
  const next = await deps.db.transaction((tx) =>
    editMaskingRule(deps, tx, { by, id, version, change: (before) => ({ ...before, enabled }) }),
  );
  deps.knownMaskingRules.forget();
  return { version: next };
}
