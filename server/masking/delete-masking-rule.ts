import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { dropMaskingRule } from "./write-masking-rule";

/** Deletes a masking rule. Sessions that it had a say in keep its name. */
export async function deleteMaskingRule(
  deps: Deps,
  by: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await deps.db.transaction((tx) => dropMaskingRule(tx, by, id));
  deps.knownMaskingRules.forget();
  return {};
}
