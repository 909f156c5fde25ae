import { Refusal } from "@/domain/refusal";
import { RULE_LIMITS } from "@/domain/requests/access-rule";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { refuseFaults } from "./assess-rule";
import { auditView } from "./audit-view";
import type { RuleRecord, WrittenRule } from "./rule-record";
import { findRule } from "./store";
import {
  countRules,
  insertRule,
  isRuleNameTaken,
  keepConnections,
  keepGroups,
  keepIntegrations,
  lockRule,
  lockRules,
  type NamedRow,
  type RuleParts,
  removeRule,
  saveRule,
} from "./write/store";

export interface RuleAddition {
  readonly by: Administrator;
  readonly written: WrittenRule;
  /** The connection whose tab makes it; null for one of the page of rules. */
  readonly ownConnection: NamedRow | null;
}

/** Adds a rule that somebody can satisfy, with its audit line. */
export async function addRule(
  deps: Deps,
  tx: Tx,
  { by, written, ownConnection }: RuleAddition,
): Promise<string> {
  await lockRules(tx);
  if ((await countRules(tx)) >= RULE_LIMITS.rulesMax) {
    throw new Refusal("INPUT.INVALID", `There are already ${RULE_LIMITS.rulesMax} access rules.`);
  }
  await refuseTakenName(tx, written.name, null);
  await refuseFaults(deps, tx, written);
  const id = deps.newId("rul");
  const parts = await partsOf(tx, written, ownConnection !== null);
  const ownConnectionId = ownConnection?.id ?? null;
  await insertRule(tx, { id, ownConnectionId, written, parts, at: deps.now() });
  const { actor, origin } = by;
  await recordAudit(tx, {
    ...{ actor, origin, event: "rule.created", subject: written.name },
    after: auditView(written),
  });
  return id;
}

export interface RuleEdit {
  readonly by: Administrator;
  readonly id: string;
  /** The version that was looked at. */
  readonly version: number;
  readonly change: (before: RuleRecord) => WrittenRule;
}

/** Changes a rule that is still the one that was looked at; answers its new version. */
export async function editRule(deps: Deps, tx: Tx, edit: RuleEdit): Promise<number> {
  const { id, version, by } = edit;
  await lockRules(tx);
  const before = await lockedRule(tx, id);
  const written = edit.change(before);
  if (before.version !== version) throw changedMeanwhile(before);
  await refuseTakenName(tx, written.name, id);
  // Switching off what nobody can satisfy is the way out of it.
  if (written.enabled || before.enabled === written.enabled) {
    await refuseFaults(deps, tx, written);
  }
  const parts = await partsOf(tx, written, before.ownConnection !== null);
  const isSaved = await saveRule(tx, { id, version, written, parts, at: deps.now() });
  if (!isSaved) throw changedMeanwhile(before);
  const { actor, origin } = by;
  await recordAudit(tx, {
    ...{ actor, origin, event: "rule.changed", subject: before.name },
    ...{ before: auditView(before), after: auditView(written) },
  });
  return version + 1;
}

/** Removes a rule, with its audit line. */
export async function dropRule(tx: Tx, by: Administrator, id: string): Promise<void> {
  const { actor, origin } = by;
  const rule = await lockedRule(tx, id);
  await removeRule(tx, rule.id);
  await recordAudit(tx, {
    ...{ actor, origin, event: "rule.deleted", subject: rule.name },
    before: auditView(rule),
  });
}

async function lockedRule(tx: Tx, id: string): Promise<RuleRecord> {
  await lockRule(tx, id);
  const rule = await findRule(tx, id);
  if (rule === null) throw ruleAbsent();
  return rule;
}

export function ruleAbsent(): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", "There is no such access rule.");
}

export function changedMeanwhile({ name, version }: RuleRecord): Refusal {
  return new Refusal("RULE.CHANGED", `Somebody changed ${name} in the meantime.`, { version });
}

async function refuseTakenName(tx: Tx, name: string, by: string | null): Promise<void> {
  if (!(await isRuleNameTaken(tx, { name, by }))) return;
  const because = `There is already an access rule ${name}.`;
  throw new Refusal("RULE.EXISTS", because, { field: "name" });
}

async function partsOf(tx: Tx, written: WrittenRule, isOwn: boolean): Promise<RuleParts> {
  const named = isOwn ? [] : written.scope.connections;
  const needing = written.needs.kind === "all" ? [] : written.needs.groups;
  const { approverGroups, breakGlassGroups, tells } = written;
  const connections = known(await keepConnections(tx, named), named, "connection");
  const told = known(await keepIntegrations(tx, tells), tells, "integration");
  const all = [...new Set([...needing, ...approverGroups, ...breakGlassGroups])];
  const groups = known(await keepGroups(tx, all), all, "group");
  const inPart = (part: string, names: readonly string[]) =>
    groups.filter(({ name }) => names.includes(name)).map(({ id }) => ({ groupId: id, part }));
  return {
    connectionIds: connections.map(({ id }) => id),
    integrationIds: told.map(({ id }) => id),
    groups: [
      ...inPart("needs", needing),
      ...inPart("approves", approverGroups),
      ...inPart("break-glass", breakGlassGroups),
    ],
  };
}

/** The rows found, of which there must be one for each name. */
function known(
  rows: readonly NamedRow[],
  names: readonly string[],
  word: "connection" | "group" | "integration",
): readonly NamedRow[] {
  const unknown = names.find((name) => !rows.some((row) => row.name === name));
  if (unknown === undefined) return rows;
  throw new Refusal("INPUT.INVALID", `There is no ${word} ${unknown}.`);
}
