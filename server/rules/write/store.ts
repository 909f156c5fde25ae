import type { GroupName } from "@/domain/people/user";
import type { Tx } from "../../db/db";
import type { WrittenRule } from "../rule-record";

/** Changes of rules happen one at a time: their number and their names are what they were read as. */
export async function lockRules(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse access rules'))`;
}

export async function countRules(tx: Tx): Promise<number> {
  return await tx.accessRule.count();
}

export async function isRuleNameTaken(
  tx: Tx,
  { name, by }: { readonly name: string; readonly by: string | null },
): Promise<boolean> {
  const others = by === null ? {} : { id: { not: by } };
  return (await tx.accessRule.count({ where: { name, ...others } })) > 0;
}

export interface NamedRow {
  readonly id: string;
  readonly name: string;
}

/** Groups of these names; they cannot be deleted before the transaction ends. */
export async function keepGroups(tx: Tx, names: readonly GroupName[]): Promise<NamedRow[]> {
  return await tx.$queryRaw<NamedRow[]>`
    SELECT id, name FROM "group" WHERE name = ANY(${[...names]}::text[]) ORDER BY id FOR KEY SHARE`;
}

/** Connections of these names; they cannot be deleted before the transaction ends. */
export async function keepConnections(tx: Tx, names: readonly string[]): Promise<NamedRow[]> {
  return await tx.$queryRaw<NamedRow[]>`
    SELECT id, name FROM connection WHERE name = ANY(${[...names]}::text[]) ORDER BY id FOR KEY SHARE`;
}

/** Integrations of these names; they cannot be deleted before the transaction ends. */
export async function keepIntegrations(tx: Tx, names: readonly string[]): Promise<NamedRow[]> {
  return await tx.$queryRaw<NamedRow[]>`
    SELECT id, name FROM integration WHERE name = ANY(${[...names]}::text[]) ORDER BY id FOR KEY SHARE`;
}

/** What a rule points at. Of a connection's own rule, `connectionIds` is empty. */
export interface RuleParts {
  readonly connectionIds: readonly string[];
  readonly groups: readonly { readonly groupId: string; readonly part: string }[];
  readonly integrationIds: readonly string[];
}

export interface NewRule {
  readonly id: string;
  readonly ownConnectionId: string | null;
  readonly written: WrittenRule;
  readonly parts: RuleParts;
  readonly at: Date;
}

export async function insertRule(tx: Tx, rule: NewRule): Promise<void> {
  const { id, ownConnectionId, written, parts, at } = rule;
  const data = { id, ownConnectionId, createdAt: at, updatedAt: at, ...columnsOf(written) };
  await tx.accessRule.create({ data, select: { id: true } });
  await insertParts(tx, id, parts);
}

export interface RuleSave {
  readonly id: string;
  readonly version: number;
  readonly written: WrittenRule;
  readonly parts: RuleParts;
  readonly at: Date;
}

/** Compare-and-set on the version; false when somebody else changed the rule meanwhile. */
export async function saveRule(tx: Tx, save: RuleSave): Promise<boolean> {
  const { id, version, written, parts, at } = save;
  const { count } = await tx.accessRule.updateMany({
    where: { id, version },
    data: { ...columnsOf(written), version: version + 1, updatedAt: at },
  });
  if (count !== 1) return false;
  await tx.accessRuleConnection.deleteMany({ where: { ruleId: id } });
  await tx.accessRuleGroup.deleteMany({ where: { ruleId: id } });
  await tx.accessRuleIntegration.deleteMany({ where: { ruleId: id } });
  await insertParts(tx, id, parts);
  return true;
}

/** Its row is locked: nobody changes it before the transaction ends. */
export async function lockRule(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM access_rule WHERE id = ${id} FOR UPDATE`;
}

export async function removeRule(tx: Tx, id: string): Promise<void> {
  await tx.accessRule.delete({ where: { id }, select: { id: true } });
}

async function insertParts(tx: Tx, ruleId: string, parts: RuleParts): Promise<void> {
  await tx.accessRuleConnection.createMany({
    data: parts.connectionIds.map((connectionId) => ({ ruleId, connectionId })),
  });
  await tx.accessRuleGroup.createMany({ data: parts.groups.map((one) => ({ ruleId, ...one })) });
  await tx.accessRuleIntegration.createMany({
    data: parts.integrationIds.map((integrationId) => ({ ruleId, integrationId })),
  });
}

function columnsOf(written: WrittenRule) {
  const { name, description, enabled, kind, commands, scope, needs, approvals } = written;
  const { timeoutSeconds, durationSecondsMax, reasonRequired } = written;
  const { adminsApproveThemselves, selfApproval } = written;
  return {
    ...{ name, description, enabled, kind, commands, tags: [...scope.tags], needs: needs.kind },
    approvals: approvals.kind,
    approvalsCount: approvals.kind === "count" ? approvals.count : 1,
    ...{ timeoutSeconds, durationSecondsMax, reasonRequired },
    ...{ adminsApproveThemselves, selfApproval },
  };
}
