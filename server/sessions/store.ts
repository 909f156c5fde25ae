import type { AccessMode, ConnectionKind } from "@/domain/connections/connection";
import type { OutputLine } from "@/domain/guardrails/guard-output";
import type { MaskReportLine } from "@/domain/masking/masker";
import type { MaskedBy } from "@/domain/masking/masking-for";
import type { AnyKind } from "@/domain/masking/masking-rule";
import type { CameBy, UserId } from "@/domain/people/user";
import type { SessionState, SessionVerb } from "@/domain/sessions/session";
import { Prisma } from "@/prisma/generated/client";
import type { Sql, Tx } from "../db/db";
import { errorCode } from "../db/error-code";
import { literalPattern } from "../db/literal-pattern";
import { metBy } from "./guarded/store";
import { maskedByAsStored } from "./masked/store";
import type { Risk, SessionRecord, SessionSummary } from "./session-record";

const STATEMENT_CHARACTERS_SHOWN = 500;
const FOREIGN_KEY_VIOLATION = "23503";

export interface NewSession {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly ownerEmail: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly connectionVersion: number;
  readonly kind: ConnectionKind;
  readonly mode: AccessMode;
  readonly verb: SessionVerb;
  readonly state: SessionState;
  readonly statement: string;
  readonly startedAt: Date;
  readonly risk: Risk;
  readonly riskReasons: readonly string[];
  readonly origin: string;
  readonly correlationId: string | null;
  readonly signInId: string;
  readonly agentId: string;
  readonly gatewayId: string;
  /** The granted window it runs in. */
  readonly grantId: string | null;
  /** The masking rules that had a say in it. */
  readonly maskedBy: readonly MaskedBy[];
  readonly recordingPath: string;
}

/**
 * The session and its recording in one statement: it is on the way of every command. People and
 * connections that are gone by now (only when it is made again from its recording) become null.
 */
export async function insertSession(sql: Sql, session: NewSession): Promise<void> {
  try {
    await insertSessionRow(sql, session);
  } catch (error) {
    // Owner or connection went between the look and the insert: the second look finds them gone.
    if (errorCode(error) !== FOREIGN_KEY_VIOLATION) throw error;
    await insertSessionRow(sql, session);
  }
}

async function insertSessionRow(sql: Sql, session: NewSession): Promise<void> {
  await sql`
    WITH opened AS (
      INSERT INTO session (id, "ownerId", "ownerName", "ownerEmail", "connectionId", "connectionName",
        "connectionVersion", kind, mode, verb, state, statement, "startedAt", risk, "riskReasons",
        origin, "correlationId", "signInId", "agentId", "gatewayId", "grantId", "maskedBy")
      VALUES (${session.id}, (SELECT id FROM "user" WHERE id = ${session.ownerId}),
        ${session.ownerName}, ${session.ownerEmail},
        (SELECT id FROM connection WHERE id = ${session.connectionId}), ${session.connectionName},
        ${session.connectionVersion}, ${session.kind}, ${session.mode}, ${session.verb},
        ${session.state}, ${session.statement}, ${session.startedAt}, ${session.risk},
        ${[...session.riskReasons]}, ${session.origin}, ${session.correlationId},
        ${session.signInId}, ${session.agentId}, ${session.gatewayId}, ${session.grantId},
        ${maskedByAsStored(session.maskedBy)}::jsonb)
      ON CONFLICT (id) DO NOTHING
      RETURNING id)
    INSERT INTO recording ("sessionId", path) SELECT id, ${session.recordingPath} FROM opened`;
}

export interface SessionClose {
  readonly id: string;
  readonly state: SessionState;
  readonly endedAt: Date;
  readonly code: string | null;
  readonly because: string | null;
  readonly rows: number;
  readonly bytes: number;
  readonly masked: Readonly<Partial<Record<AnyKind, number>>>;
  readonly maskedTotal: number;
  readonly maskedColumns: readonly MaskReportLine[];
  readonly outputGuarded: readonly OutputLine[] | null;
}

export interface RecordingClose {
  readonly records: number;
  readonly bytes: number;
  readonly head: string;
}

/**
 * Ends an open session and its recording, compare-and-set, in one statement; nothing changes when it
 * had ended already. Without `recording`, the file could not be closed and its row stays open.
 */
export async function closeSession(
  sql: Sql,
  close: SessionClose,
  recording: RecordingClose | null,
): Promise<void> {
  const { outputGuarded: lines } = close;
  const outputGuarded = lines === null ? null : JSON.stringify(lines);
  await sql`
    WITH closed AS (
      UPDATE session SET state = ${close.state}, "endedAt" = ${close.endedAt}, code = ${close.code},
        because = ${close.because?.slice(0, 2_000) ?? null}, rows = ${close.rows},
        bytes = ${close.bytes}, masked = ${JSON.stringify(close.masked)}::jsonb,
        "maskedTotal" = ${close.maskedTotal},
        "maskedColumns" = ${JSON.stringify(close.maskedColumns)}::jsonb,
        "outputGuarded" = ${outputGuarded}::jsonb
      WHERE id = ${close.id} AND state IN ('held', 'running')
      RETURNING id)
    UPDATE recording SET records = ${recording?.records ?? 0}::int,
      bytes = ${recording?.bytes ?? 0}::bigint, head = ${recording?.head ?? null}::text,
      "closedAt" = ${close.endedAt}
    FROM closed WHERE "sessionId" = closed.id AND ${recording !== null}::boolean`;
}

export interface SessionWhere {
  readonly connection: string | undefined;
  readonly state: SessionState | undefined;
  readonly masked: boolean | undefined;
  readonly text: string | undefined;
  readonly guardrail: string | undefined;
  readonly ownerId: string | undefined;
  readonly signInId: string | undefined;
  readonly ownerEmail: string | undefined;
  readonly since: Date | undefined;
}

/** The last row of a page: the next one starts behind it. */
export interface SessionPosition {
  readonly startedAt: Date;
  readonly id: string;
}

function conditions(where: SessionWhere): Prisma.Sql[] {
  const { connection, state, masked, text, since } = where;
  return [
    Prisma.sql`true`,
    ...(connection === undefined ? [] : [Prisma.sql`s."connectionName" = ${connection}`]),
    ...(state === undefined ? [] : [Prisma.sql`s.state = ${state}`]),
    ...(masked === undefined ? [] : [Prisma.sql`(s."maskedTotal" > 0) = ${masked}`]),
    ...(text === undefined || text === ""
      ? []
      : [Prisma.sql`s.statement ILIKE ${literalPattern(text)}`]),
    ...ownedBy(where),
    ...(where.guardrail === undefined ? [] : [metBy(where.guardrail)]),
    ...(since === undefined ? [] : [Prisma.sql`s."startedAt" >= ${since}`]),
  ];
}

function ownedBy({ ownerId, signInId, ownerEmail }: SessionWhere): Prisma.Sql[] {
  return [
    ...(ownerId === undefined ? [] : [Prisma.sql`s."ownerId" = ${ownerId}`]),
    ...(signInId === undefined ? [] : [Prisma.sql`s."signInId" = ${signInId}`]),
    ...(ownerEmail === undefined ? [] : [Prisma.sql`s."ownerEmail" = ${ownerEmail}`]),
  ];
}

interface SummaryColumns {
  readonly id: string;
  readonly ownerId: string | null;
  readonly signInId: string | null;
  readonly ownerName: string;
  readonly ownerEmail: string;
  readonly connectionName: string;
  readonly kind: string;
  readonly mode: string;
  readonly verb: string;
  readonly state: string;
  readonly statement: string;
  readonly characters: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly rows: bigint;
  readonly bytes: bigint;
  readonly masked: unknown;
  readonly maskedTotal: bigint;
  readonly risk: string;
  readonly code: string | null;
}

export async function pageSessions(
  tx: Tx,
  page: {
    readonly where: SessionWhere;
    readonly after: SessionPosition | null;
    readonly rowsMax: number;
  },
): Promise<SessionSummary[]> {
  const { after, where, rowsMax } = page;
  const all = [
    ...conditions(where),
    ...(after === null
      ? []
      : [Prisma.sql`(s."startedAt", s.id) < (${after.startedAt}, ${after.id})`]),
  ];
  const rows = await tx.$queryRaw<SummaryColumns[]>`
    SELECT s.id, s."ownerId", s."signInId", s."ownerName", s."ownerEmail", s."connectionName",
      s.kind, s.mode, s.verb, s.state, left(s.statement, ${STATEMENT_CHARACTERS_SHOWN}::int) AS statement,
      length(s.statement) AS characters, s."startedAt", s."endedAt", s.rows, s.bytes, s.masked,
      s."maskedTotal", s.risk, s.code
    FROM session s WHERE ${Prisma.join(all, " AND ")}
    ORDER BY s."startedAt" DESC, s.id DESC LIMIT ${rowsMax}`;
  return rows.map(toSummary);
}

export async function countSessions(tx: Tx, where: SessionWhere): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM session s WHERE ${Prisma.join(conditions(where), " AND ")}`;
  return Number(row?.total ?? 0);
}

export async function findSession(tx: Tx, id: string): Promise<SessionRecord | null> {
  const row = await tx.session.findUnique({
    where: { id },
    select: {
      ...{ id: true, ownerId: true, ownerName: true, ownerEmail: true, connectionName: true },
      ...{ kind: true, mode: true, verb: true, state: true, statement: true, startedAt: true },
      ...{ endedAt: true, rows: true, bytes: true, masked: true, maskedTotal: true, risk: true },
      ...{ code: true, because: true, maskedColumns: true, riskReasons: true, origin: true },
      ...{ correlationId: true, signInId: true, agentId: true, gatewayId: true },
      recording: {
        select: { path: true, records: true, bytes: true, head: true, closedAt: true },
      },
    },
  });
  if (row === null) return null;
  const { because, riskReasons, origin, correlationId, agentId, gatewayId, recording } = row;
  return {
    ...toSummary({ ...row, characters: 0 }),
    ...{ because, riskReasons, origin, correlationId, agentId, gatewayId },
    maskedColumns: row.maskedColumns as unknown as MaskReportLine[],
    recording: recording === null ? null : { ...recording, bytes: Number(recording.bytes) },
  };
}

export interface OpenSessionRow {
  readonly id: string;
  readonly path: string | null;
  readonly gatewayId: string;
}

/** Open sessions of gateways that are not among the living ones. */
export async function pageOrphanedSessions(
  tx: Tx,
  living: readonly string[],
  rowsMax: number,
): Promise<OpenSessionRow[]> {
  const rows = await tx.session.findMany({
    where: {
      gatewayId: { notIn: [...living] },
      // A held command waits for its request, whatever becomes of the gateway that took it.
      OR: [{ state: "running" }, { state: "held", accessRequest: null }],
    },
    select: { id: true, gatewayId: true, recording: { select: { path: true } } },
    orderBy: { startedAt: "asc" },
    take: rowsMax,
  });
  return rows.map(({ id, gatewayId, recording }) => ({
    ...{ id, gatewayId },
    path: recording?.path ?? null,
  }));
}

export async function sessionExists(tx: Tx, id: string): Promise<boolean> {
  return (await tx.session.findUnique({ where: { id }, select: { id: true } })) !== null;
}

function toSummary(row: SummaryColumns): SessionSummary {
  return {
    ...row,
    ownerId: row.ownerId as UserId | null,
    signInId: row.signInId as CameBy | null,
    kind: row.kind as ConnectionKind,
    mode: row.mode as AccessMode,
    verb: row.verb as SessionVerb,
    state: row.state as SessionState,
    statementCut: row.characters > STATEMENT_CHARACTERS_SHOWN,
    rows: Number(row.rows),
    bytes: Number(row.bytes),
    masked: row.masked as Partial<Record<AnyKind, number>>,
    maskedTotal: Number(row.maskedTotal),
    risk: row.risk as Risk,
  };
}
