import type { Actor } from "@/domain/people/user";
import { ruleCoversConnection } from "@/domain/requests/access-rule";
import type { RuleFault } from "@/domain/requests/faults-of-rule";
import { getConnection } from "../connections/get-connection";
import type { Deps } from "../deps";
import { faultsOfRules } from "./assess-rule";
import type { RuleRecord } from "./rule-record";
import { findOwnRule, findRule, readRules } from "./store";
import { ruleAbsent } from "./write-rule";

/** A rule and what is wrong with it as the people are now. */
export interface AssessedRule {
  readonly rule: RuleRecord;
  readonly faults: readonly RuleFault[];
}

export async function getRule(deps: Deps, id: string): Promise<AssessedRule> {
  const rule = await findRule(deps.db.read, id);
  if (rule === null) throw ruleAbsent();
  const [faults = []] = await faultsOfRules(deps, deps.db.read, [rule]);
  return { rule, faults };
}

export interface ConnectionRules {
  readonly own: AssessedRule | null;
  /** Of the page of rules, in force here. */
  readonly others: readonly RuleRecord[];
}

/** The rules that are about one connection: that of its own tab, and all others. */
export async function rulesOfConnection(
  deps: Deps,
  actor: Actor,
  name: string,
): Promise<ConnectionRules> {
  const { connection } = await getConnection(deps, actor, name);
  const [found, all] = await Promise.all([
    findOwnRule(deps.db.read, name),
    readRules(deps.db.read),
  ]);
  const others = all.filter(
    (rule) => rule.id !== found?.id && rule.enabled && ruleCoversConnection(rule, connection),
  );
  if (found === null) return { own: null, others };
  const [faults = []] = await faultsOfRules(deps, deps.db.read, [found]);
  return { own: { rule: found, faults }, others };
}
