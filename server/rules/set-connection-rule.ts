import type { Administrator } from "../connections/administrator";
import { lockedConnection } from "../connections/get-connection";
import type { Deps } from "../deps";
import type { ConnectionRule } from "./form";
import type { RuleRecord, WrittenRule } from "./rule-record";
import { findOwnRule } from "./store";
import { lockRules } from "./write/store";
import { addRule, changedMeanwhile, dropRule, editRule, ruleAbsent } from "./write-rule";

type Asked = NonNullable<ConnectionRule["rule"]>;

/** The toggle of one connection: its own rule is made, changed or deleted. */
export async function setConnectionRule(
  deps: Deps,
  by: Administrator,
  { connection, version, rule }: ConnectionRule,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    await lockRules(tx);
    const locked = await lockedConnection(tx, connection);
    const before = await findOwnRule(tx, connection);
    if (before !== null && before.version !== version) throw changedMeanwhile(before);
    if (before === null && version !== null) throw ruleAbsent();
    if (rule === null) return before === null ? undefined : await dropRule(tx, by, before.id);
    if (before === null) {
      return await addRule(deps, tx, {
        by,
        written: ownRule(connection, rule),
        ownConnection: locked,
      });
    }
    const change = (now: RuleRecord) => changed(now, rule);
    return await editRule(deps, tx, { by, id: before.id, version: before.version, change });
  });
  deps.knownRules.forget();
  return {};
}

/** What its tab does not ask is as in every new rule. */
function ownRule(connection: string, asked: Asked): WrittenRule {
  return {
    ...{ name: `${connection} (own)`, description: "", enabled: true, commands: "all" },
    ...{ scope: { connections: [connection], tags: [] }, reasonRequired: false },
    ...{ adminsApproveThemselves: true, selfApproval: false },
    ...asked,
  };
}

/** What its tab does not ask stays as the page of rules left it; a window is for all commands. */
function changed(before: RuleRecord, asked: Asked): WrittenRule {
  const commands = asked.kind === "jit" ? "all" : before.commands;
  return { ...before, ...asked, enabled: true, commands };
}
