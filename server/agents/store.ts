import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";

export interface AgentRecord {
  readonly id: string;
  readonly name: string;
  readonly embedded: boolean;
  readonly version: string;
  readonly hostname: string;
  readonly capabilities: readonly string[];
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
  readonly connectionCount: number;
}

const COLUMNS = {
  id: true,
  name: true,
  embedded: true,
  version: true,
  hostname: true,
  capabilities: true,
  lastSeenAt: true,
  createdAt: true,
  _count: { select: { connections: true } },
} as const satisfies Prisma.AgentSelect;

type Row = Prisma.AgentGetPayload<{ select: typeof COLUMNS }>;

function toRecord({ _count, ...row }: Row): AgentRecord {
  return { ...row, connectionCount: _count.connections };
}

export async function pageAgents(tx: Tx, rowsMax: number): Promise<AgentRecord[]> {
  const rows = await tx.agent.findMany({
    select: COLUMNS,
    orderBy: [{ embedded: "desc" }, { name: "asc" }],
    take: rowsMax,
  });
  return rows.map(toRecord);
}

export async function findAgent(tx: Tx, id: string): Promise<AgentRecord | null> {
  const row = await tx.agent.findUnique({ where: { id }, select: COLUMNS });
  return row === null ? null : toRecord(row);
}

export async function findEmbeddedAgent(tx: Tx): Promise<AgentRecord | null> {
  const row = await tx.agent.findFirst({ where: { embedded: true }, select: COLUMNS });
  return row === null ? null : toRecord(row);
}

export async function findAgentByKeyHash(tx: Tx, keyHash: string): Promise<string | null> {
  const row = await tx.agent.findUnique({ where: { keyHash }, select: { id: true } });
  return row?.id ?? null;
}

export async function findAgentKeys(
  tx: Tx,
  ids: readonly string[],
): Promise<{ readonly id: string; readonly keyHash: string; readonly embedded: boolean }[]> {
  return await tx.agent.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, keyHash: true, embedded: true },
  });
}

export interface NewAgent {
  readonly id: string;
  readonly name: string;
  readonly keyHash: string;
  readonly embedded: boolean;
}

/** False when another agent has the name. */
export async function insertAgent(tx: Tx, agent: NewAgent): Promise<boolean> {
  const { count } = await tx.agent.createMany({ data: [agent], skipDuplicates: true });
  return count === 1;
}

export async function saveKeyHash(tx: Tx, id: string, keyHash: string): Promise<boolean> {
  const { count } = await tx.agent.updateMany({ where: { id }, data: { keyHash } });
  return count === 1;
}

export async function removeAgent(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.agent.deleteMany({ where: { id } });
  return count === 1;
}

export interface AgentSeen {
  readonly version: string;
  readonly hostname: string;
  readonly capabilities: readonly string[];
  readonly lastSeenAt: Date;
}

export async function saveSeen(tx: Tx, id: string, seen: AgentSeen): Promise<void> {
  await tx.agent.updateMany({
    where: { id },
    data: { ...seen, capabilities: [...seen.capabilities] },
  });
}

export async function saveLastSeen(
  tx: Tx,
  ids: readonly string[],
  lastSeenAt: Date,
): Promise<void> {
  await tx.agent.updateMany({ where: { id: { in: [...ids] } }, data: { lastSeenAt } });
}
