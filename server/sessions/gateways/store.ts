import type { Sql, Tx } from "../../db/db";

export async function saveBeat(sql: Sql, id: string, beatAt: Date): Promise<void> {
  await sql`
    INSERT INTO gateway (id, "startedAt", "beatAt") VALUES (${id}, ${beatAt}, ${beatAt})
    ON CONFLICT (id) DO UPDATE SET "beatAt" = ${beatAt}`;
}

export async function findLivingGateways(tx: Tx, since: Date): Promise<string[]> {
  const rows = await tx.gateway.findMany({
    where: { beatAt: { gte: since } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

export async function removeDeadGateways(tx: Tx, living: readonly string[]): Promise<void> {
  await tx.gateway.deleteMany({ where: { id: { notIn: [...living] } } });
}
