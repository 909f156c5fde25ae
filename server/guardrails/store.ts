import type { Criterion } from "@/domain/guardrails/criteria/criterion";
import {
  GUARDRAIL_LIMITS,
  type GuardrailAction,
  type GuardrailExample,
} from "@/domain/guardrails/guardrail";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import type { GuardrailRecord, WrittenGuardrail } from "./guardrail-record";

const GUARDRAIL = {
  ...{ id: true, name: true, description: true, enabled: true, priority: true, tags: true },
  ...{ connections: true, action: true, message: true, criteria: true, examples: true },
  ...{ version: true, createdAt: true, updatedAt: true },
} as const satisfies Prisma.GuardrailSelect;
type Columns = Prisma.GuardrailGetPayload<{ select: typeof GUARDRAIL }>;

/** Every guardrail, in their order. */
export async function readGuardrails(tx: Tx): Promise<GuardrailRecord[]> {
  const rows = await tx.guardrail.findMany({
    ...{ select: GUARDRAIL, take: GUARDRAIL_LIMITS.rulesMax },
    orderBy: [{ priority: "asc" }, { id: "asc" }],
  });
  return rows.map(toGuardrail);
}

export async function findGuardrail(tx: Tx, id: string): Promise<GuardrailRecord | null> {
  const row = await tx.guardrail.findUnique({ where: { id }, select: GUARDRAIL });
  return row === null ? null : toGuardrail(row);
}

/** Changes of guardrails happen one at a time: their order and their names are what they were read as. */
export async function lockGuardrails(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse guardrails'))`;
}

/** Which of these names are connections. */
export async function knownConnectionNames(tx: Tx, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const where = { name: { in: [...names] } };
  const rows = await tx.connection.findMany({ where, select: { name: true } });
  return rows.map(({ name }) => name);
}

export interface NewGuardrail {
  readonly id: string;
  readonly priority: number;
  readonly written: WrittenGuardrail;
  readonly at: Date;
}

export async function insertGuardrail(tx: Tx, made: NewGuardrail): Promise<void> {
  const { id, priority, written, at } = made;
  const data = { id, priority, createdAt: at, updatedAt: at, ...columnsOf(written) };
  await tx.guardrail.create({ data, select: { id: true } });
}

export interface GuardrailSave {
  readonly id: string;
  readonly version: number;
  readonly written: WrittenGuardrail;
  readonly at: Date;
}

/** Compare-and-set on the version; false when somebody else changed it meanwhile. */
export async function saveGuardrail(tx: Tx, save: GuardrailSave): Promise<boolean> {
  const { id, version, written, at } = save;
  const { count } = await tx.guardrail.updateMany({
    where: { id, version },
    data: { ...columnsOf(written), version: version + 1, updatedAt: at },
  });
  return count === 1;
}

export async function removeGuardrail(tx: Tx, id: string): Promise<void> {
  await tx.guardrail.delete({ where: { id }, select: { id: true } });
}

/** Places from 1, in this order. */
export async function savePlaces(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE guardrail SET priority = wanted.place
    FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS wanted(id, place)
    WHERE guardrail.id = wanted.id`;
}

function columnsOf(written: WrittenGuardrail) {
  const { name, description, enabled, scope, action, message, criteria, examples } = written;
  return {
    ...{ name, description, enabled, action, message },
    connections: [...scope.connections].sort(),
    tags: [...scope.tags].sort(),
    criteria: criteria as unknown as Prisma.InputJsonValue,
    examples: examples as unknown as Prisma.InputJsonValue,
  };
}

function toGuardrail(row: Columns): GuardrailRecord {
  const { connections, tags, ...rest } = row;
  return {
    ...rest,
    scope: { connections, tags },
    action: rest.action as GuardrailAction,
    criteria: rest.criteria as unknown as Criterion[],
    examples: rest.examples as unknown as GuardrailExample[],
  };
}
