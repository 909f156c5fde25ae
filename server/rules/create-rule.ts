import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { RuleForm } from "./form";
import { addRule } from "./write-rule";

/** Adds a rule; it is asked of the next command. */
export async function createRule(
  deps: Deps,
  by: Administrator,
  written: RuleForm,
): Promise<{ id: string }> {
  const id = await deps.db.transaction((tx) =>
    addRule(deps, tx, { by, written, ownConnection: null }),
  );
  deps.knownRules.forget();
  return { id };
}
