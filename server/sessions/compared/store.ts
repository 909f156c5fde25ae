import type { ComparedColumn } from "@/domain/masking/lineage/judge-comparing";
import type { Sql, Tx } from "../../db/db";

/** Keeps which masked columns its command compares, instead of those of the time when it was asked for. */
export async function keepCompared(
  sql: Sql,
  id: string,
  compared: readonly ComparedColumn[],
): Promise<void> {
  await sql`UPDATE session SET compared = ${JSON.stringify(compared)}::jsonb WHERE id = ${id}`;
}

export async function findCompared(tx: Tx, id: string): Promise<readonly ComparedColumn[]> {
  const row = await tx.session.findUnique({ where: { id }, select: { compared: true } });
  return (row?.compared ?? []) as unknown as readonly ComparedColumn[];
}
