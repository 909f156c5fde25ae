import type { IntegrationSettings } from "@/domain/integrations/integration";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import type { IntegrationRecord } from "./integration-record";

const COLUMNS = {
  id: true,
  kind: true,
  name: true,
  enabled: true,
  everyRequest: true,
  settings: true,
  secret: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.IntegrationSelect;

type Row = Prisma.IntegrationGetPayload<{ select: typeof COLUMNS }>;

export async function findIntegrations(tx: Tx, rowsMax: number): Promise<IntegrationRecord[]> {
  const orderBy = [{ kind: "asc" }, { name: "asc" }] as const;
  const rows = await tx.integration.findMany({
    ...{ orderBy: [...orderBy], take: rowsMax, select: COLUMNS },
  });
  return rows.map(toRecord);
}

export async function findIntegration(tx: Tx, id: string): Promise<IntegrationRecord | null> {
  const row = await tx.integration.findUnique({ where: { id }, select: COLUMNS });
  return row === null ? null : toRecord(row);
}

/** The integration, its row locked until the transaction ends. */
export async function lockIntegration(tx: Tx, id: string): Promise<IntegrationRecord | null> {
  await tx.$queryRaw`SELECT id FROM integration WHERE id = ${id} FOR UPDATE`;
  return await findIntegration(tx, id);
}

export async function findSecret(tx: Tx, id: string): Promise<Uint8Array | null> {
  const row = await tx.integration.findUnique({ where: { id }, select: { secret: true } });
  return row?.secret ?? null;
}

export async function countIntegrations(tx: Tx): Promise<number> {
  return await tx.integration.count();
}

export interface IntegrationColumns {
  readonly name: string;
  readonly enabled: boolean;
  readonly everyRequest: boolean;
  readonly settings: IntegrationSettings["settings"];
  readonly updatedAt: Date;
}

export interface NewIntegration extends IntegrationColumns {
  readonly id: string;
  readonly kind: IntegrationSettings["kind"];
  /** Null where there is nothing secret. */
  readonly secret: Uint8Array | null;
}

/** False when another integration has the name. */
export async function insertIntegration(tx: Tx, integration: NewIntegration): Promise<boolean> {
  const { id, kind, secret, updatedAt } = integration;
  const { count } = await tx.integration.createMany({
    data: [
      ...[{ id, kind, secret: boxOf(secret), createdAt: updatedAt, ...columnsOf(integration) }],
    ],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function isNameTaken(tx: Tx, name: string, exceptId: string): Promise<boolean> {
  return (await tx.integration.count({ where: { name, id: { not: exceptId } } })) > 0;
}

/** Compare-and-set on the version; false when somebody else changed the integration meanwhile. */
export async function saveIntegration(
  tx: Tx,
  before: Pick<IntegrationRecord, "id" | "version">,
  /** `undefined` keeps the secret there is. */
  after: IntegrationColumns & { readonly secret: Uint8Array | null | undefined },
): Promise<boolean> {
  const { count } = await tx.integration.updateMany({
    where: { id: before.id, version: before.version },
    data: {
      ...columnsOf(after),
      ...(after.secret === undefined ? {} : { secret: boxOf(after.secret) }),
      version: before.version + 1,
    },
  });
  return count === 1;
}

export async function removeIntegration(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.integration.deleteMany({ where: { id } });
  return count === 1;
}

function boxOf(secret: Uint8Array | null) {
  return secret === null ? null : Buffer.from(secret);
}

function columnsOf(integration: IntegrationColumns) {
  const { name, enabled, everyRequest, settings, updatedAt } = integration;
  return { name, enabled, everyRequest, settings: { ...settings }, updatedAt };
}

function toRecord({ kind, settings, secret, ...row }: Row): IntegrationRecord {
  return {
    ...row,
    hasSecret: secret !== null,
    ...({ kind, settings } as unknown as IntegrationSettings),
  };
}

const RULES_SHOWN_MAX = 10;

/** Names of access rules that tell through this integration. */
export async function findRulesTelling(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.accessRule.findMany({
    where: { integrations: { some: { integrationId: id } } },
    orderBy: { name: "asc" },
    take: RULES_SHOWN_MAX,
    select: { name: true },
  });
  return rows.map(({ name }) => name);
}
