import type { ConnectionKind } from "@/domain/connections/connection";
import type { OwnSessions } from "@/domain/policy/decide-session";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../../db/db";

export interface SessionStatement {
  readonly connection: string;
  readonly kind: ConnectionKind;
  readonly statement: string;
}

export interface StatementsOrder {
  /** `null`: everybody's. */
  readonly own: OwnSessions | null;
  readonly since: Date;
  /** Only the newest so many sessions are looked at. */
  readonly sessionsMax: number;
  readonly statementCharactersMax: number;
  readonly rowsMax: number;
}

export interface DistinctStatements {
  readonly rows: readonly SessionStatement[];
  /** How many sessions were looked at, and how many of them had a statement that is too long. */
  readonly sessions: number;
  readonly tooLong: number;
}

interface StatementRow extends SessionStatement {
  readonly sessions: number;
  readonly tooLong: number;
}

/** Each statement once for each connection that it was sent to, the one sent last first. */
export async function distinctStatements(
  tx: Tx,
  order: StatementsOrder,
): Promise<DistinctStatements> {
  const { since, sessionsMax, statementCharactersMax, rowsMax } = order;
  const rows = await tx.$queryRaw<StatementRow[]>`
    WITH newest AS MATERIALIZED (
      SELECT s."connectionName" AS connection, s.kind, s."startedAt",
        length(s.statement) > ${statementCharactersMax}::int AS "isTooLong",
        left(s.statement, ${statementCharactersMax}::int) AS statement
      FROM session s WHERE s."startedAt" >= ${since} AND ${ownedBy(order)}
      ORDER BY s."startedAt" DESC, s.id DESC LIMIT ${sessionsMax}::int),
    counted AS (
      SELECT count(*)::int AS sessions, (count(*) FILTER (WHERE "isTooLong"))::int AS "tooLong"
      FROM newest)
    SELECT kept.connection, kept.kind, kept.statement, counted.sessions, counted."tooLong"
    FROM counted LEFT JOIN (
      SELECT connection, kind, statement, max("startedAt") AS last FROM newest
      WHERE NOT "isTooLong" GROUP BY connection, kind, statement ORDER BY last DESC, statement LIMIT ${rowsMax}::int) kept ON true
    ORDER BY kept.last DESC, kept.statement`;
  const { sessions = 0, tooLong = 0 } = rows[0] ?? {};
  // The counts stand in a row of their own where nothing was kept.
  const kept = rows.filter(({ statement }) => statement !== null);
  return {
    rows: kept.map(({ connection, kind, statement }) => ({ connection, kind, statement })),
    ...{ sessions, tooLong },
  };
}

function ownedBy({ own }: StatementsOrder): Prisma.Sql {
  if (own === null) return Prisma.sql`true`;
  const { ownerId, signInId } = own;
  if (signInId === null) return Prisma.sql`s."ownerId" = ${ownerId}`;
  return Prisma.sql`s."ownerId" = ${ownerId} AND s."signInId" = ${signInId}`;
}
