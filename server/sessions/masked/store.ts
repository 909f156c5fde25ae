import type { MaskedBy } from "@/domain/masking/masking-for";
import type { Sql, Tx } from "../../db/db";

/** Keeps which rules mask what was held, instead of those of the time when it was asked for. */
export async function keepMaskedBy(
  sql: Sql,
  id: string,
  maskedBy: readonly MaskedBy[],
): Promise<void> {
  await sql`UPDATE session SET "maskedBy" = ${maskedByAsStored(maskedBy)}::jsonb WHERE id = ${id}`;
}

/** Nothing is stored of a session that no rule had a say in. */
export function maskedByAsStored(maskedBy: readonly MaskedBy[]): string | null {
  return maskedBy.length === 0 ? null : JSON.stringify(maskedBy);
}

export async function findMaskedBy(tx: Tx, id: string): Promise<readonly MaskedBy[]> {
  const row = await tx.session.findUnique({ where: { id }, select: { maskedBy: true } });
  return (row?.maskedBy ?? []) as unknown as readonly MaskedBy[];
}
