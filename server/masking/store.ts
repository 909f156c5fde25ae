import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import type { Replacements } from "@/domain/masking/replacements/replacement";
import {
  type Comparisons,
  MASKING_LIMITS,
  type MaskingRule,
  type Switch,
} from "@/domain/masking/written-rule";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import type { MaskingRuleRecord, WrittenMaskingRule } from "./masking-rule-record";

const RULE = {
  ...{ id: true, name: true, description: true, enabled: true, priority: true, tags: true },
  ...{ connections: true, columns: true, detectors: true, settings: true, builtInColumns: true },
  ...{
    comparisons: true,
    comparisonsPerDay: true,
    exemptGroups: true,
    version: true,
    createdAt: true,
    updatedAt: true,
  },
} as const satisfies Prisma.MaskingRuleSelect;
type Columns = Prisma.MaskingRuleGetPayload<{ select: typeof RULE }>;

/** Every masking rule, in their order. */
export async function readMaskingRules(tx: Tx): Promise<MaskingRuleRecord[]> {
  const rows = await tx.maskingRule.findMany({
    ...{ select: RULE, take: MASKING_LIMITS.rulesMax },
    orderBy: [{ priority: "asc" }, { id: "asc" }],
  });
  return rows.map(toRule);
}

export async function findMaskingRule(tx: Tx, id: string): Promise<MaskingRuleRecord | null> {
  const row = await tx.maskingRule.findUnique({ where: { id }, select: RULE });
  return row === null ? null : toRule(row);
}

/** Changes happen one at a time: their order, their names and their sum are what they were read as. */
export async function lockMaskingRules(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse masking rules'))`;
}

/** Which of these names are connections. */
export async function knownConnectionNames(tx: Tx, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const where = { name: { in: [...names] } };
  const rows = await tx.connection.findMany({ where, select: { name: true } });
  return rows.map(({ name }) => name);
}

/** Which of these names are groups. */
export async function knownGroupNames(tx: Tx, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const where = { name: { in: [...names] } };
  const rows = await tx.group.findMany({ where, select: { name: true } });
  return rows.map(({ name }) => name);
}

export interface NewMaskingRule {
  readonly id: string;
  readonly priority: number;
  readonly written: WrittenMaskingRule;
  readonly at: Date;
}

export async function insertMaskingRule(tx: Tx, made: NewMaskingRule): Promise<void> {
  const { id, priority, written, at } = made;
  const data = { id, priority, createdAt: at, updatedAt: at, ...columnsOf(written) };
  await tx.maskingRule.create({ data, select: { id: true } });
}

export interface MaskingRuleSave {
  readonly id: string;
  readonly version: number;
  readonly written: WrittenMaskingRule;
  readonly at: Date;
}

/** Compare-and-set on the version; false when somebody else changed it meanwhile. */
export async function saveMaskingRule(tx: Tx, save: MaskingRuleSave): Promise<boolean> {
  const { id, version, written, at } = save;
  const { count } = await tx.maskingRule.updateMany({
    where: { id, version },
    data: { ...columnsOf(written), version: version + 1, updatedAt: at },
  });
  return count === 1;
}

export async function removeMaskingRule(tx: Tx, id: string): Promise<void> {
  await tx.maskingRule.delete({ where: { id }, select: { id: true } });
}

/** Places from 1, in this order. */
export async function savePlaces(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE masking_rule SET priority = wanted.place
    FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS wanted(id, place)
    WHERE masking_rule.id = wanted.id`;
}

const KEY_SETTING = "masking.key";

/** The box of the key that replacements are made with; `null` before a command needed it. */
export async function findMaskingKey(tx: Tx): Promise<Uint8Array | null> {
  const where = { key: KEY_SETTING };
  const row = await tx.setting.findUnique({ where, select: { value: true } });
  return typeof row?.value === "string" ? Buffer.from(row.value, "base64") : null;
}

/** The first writer wins; the others find its box. */
export async function saveMaskingKey(tx: Tx, box: Uint8Array): Promise<void> {
  const value = Buffer.from(box).toString("base64");
  await tx.setting.createMany({ data: [{ key: KEY_SETTING, value }], skipDuplicates: true });
}

/** What stands in the column of settings. */
interface Settings {
  readonly replacements?: Replacements;
  readonly kinds?: MaskingRule["kinds"];
  readonly examples?: MaskingRuleRecord["examples"];
}

function columnsOf(written: WrittenMaskingRule) {
  const { name, description, enabled, scope, columns, detectors, exemptGroups } = written;
  return {
    ...{ name, description, enabled, builtInColumns: written.builtInColumns },
    comparisons: written.comparisons,
    comparisonsPerDay: written.comparisonsPerDay,
    connections: [...scope.connections].sort(),
    tags: [...scope.tags].sort(),
    exemptGroups: [...exemptGroups].sort(),
    columns: columns as unknown as Prisma.InputJsonValue,
    detectors: detectors as Prisma.InputJsonValue,
    settings: settingsOf(written) as unknown as Prisma.InputJsonValue,
  };
}

function settingsOf({ replacements, kinds, examples }: WrittenMaskingRule): Settings {
  return { replacements, kinds, examples };
}

function toRule(row: Columns): MaskingRuleRecord {
  const { connections, tags, settings, ...rest } = row;
  const said = settings as unknown as Settings;
  return {
    ...rest,
    scope: { connections, tags },
    columns: rest.columns as unknown as ColumnMaskingRule[],
    detectors: rest.detectors as MaskingRule["detectors"],
    ...{ replacements: said.replacements ?? {}, kinds: said.kinds ?? [] },
    examples: said.examples ?? [],
    builtInColumns: rest.builtInColumns as Switch | null,
    comparisons: rest.comparisons as Comparisons,
  };
}
