import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import type { RuleChange, RuleSwitch } from "./form";
import { editRule } from "./write-rule";

/** Changes a rule that is still the one the admin looked at. A connection's own stays with it. */
export async function updateRule(
  deps: Deps,
  by: Administrator,
  { id, version, rule }: RuleChange,
): Promise<{ version: number }> {
  const next = await deps.db.transaction((tx) =>
    editRule(deps, tx, {
      ...{ by, id, version },
      change: (before) => ({
        ...rule,
        ...(before.ownConnection !== null && { name: before.name, scope: before.scope }),
      }),
    }),
  );
  deps.knownRules.forget();
  return { version: next };
}

/** Switches a rule on or off; everything else of it stays. */
export async function switchRule(
  deps: Deps,
  by: Administrator,
  { id, version, enabled }: RuleSwitch,
): Promise<{ version: number }> {
  const next = await deps.db.transaction((tx) =>
    editRule(deps, tx, { by, id, version, change: (before) => ({ ...before, enabled }) }),
  );
  deps.knownRules.forget();
  return { version: next };
}
