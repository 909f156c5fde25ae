import type { SessionState } from "@/domain/sessions/session";
import type { Sql, Tx } from "../../db/db";

/** How a session ended; `null` while it is open, or when there is none. */
export async function findSessionEnd(
  tx: Tx,
  id: string,
): Promise<{ state: SessionState; code: string | null; because: string | null } | null> {
  const row = await tx.session.findUnique({
    where: { id },
    select: { state: true, code: true, because: true, endedAt: true },
  });
  if (row === null || row.endedAt === null) return null;
  return { state: row.state as SessionState, code: row.code, because: row.because };
}

/** A held session goes on in this gateway; false when it is not held any more. */
export async function startHeldSession(
  sql: Sql,
  start: {
    readonly id: string;
    readonly gatewayId: string;
    readonly agentId: string;
    readonly grantId: string | null;
    /** What runs: an approver may have edited what was held. */
    readonly statement: string;
  },
): Promise<boolean> {
  const rows = await sql<{ id: string }>`
    UPDATE session SET state = 'running', "gatewayId" = ${start.gatewayId},
      "agentId" = ${start.agentId}, "grantId" = ${start.grantId}, statement = ${start.statement}
    WHERE id = ${start.id} AND state = 'held' RETURNING id`;
  return rows.length === 1;
}
