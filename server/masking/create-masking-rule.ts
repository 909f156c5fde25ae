import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { MaskingRuleForm } from "./form";
import { refuseFaults } from "./refuse-faults";
import { addMaskingRule } from "./write-masking-rule";

/** Adds a masking rule; the next command is masked with it. */
export async function createMaskingRule(
  deps: Deps,
  by: Administrator,
  written: MaskingRuleForm,
): Promise<{ id: string }> {
  await refuseFaults(written);
  const id = await deps.db.transaction((tx) => addMaskingRule(deps, tx, { by, written }));
  deps.knownMaskingRules.forget();
  return { id };
}
