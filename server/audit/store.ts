import type { ChainedEvent, ChainHead } from "@/domain/audit/audit-chain";
import type { AuditEntry } from "@/domain/audit/audit-event";
import type { ChainEntry } from "@/domain/audit/verify-chain";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";

const SYSTEM = "gateway";
/** Held by the one gateway that seals at a moment. */
const SEAL_LOCK = 72_707_371;
const TIME = Prisma.raw(`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`);

/** The columns of an event as texts that come out the same each time: what the chain holds. */
const CHAINED = Prisma.sql`
  e.id::text AS id, to_char(e.at AT TIME ZONE 'UTC', ${TIME}) AS at, e."actorId", e."actorName",
  e.event, e.subject, e.before::text AS before, e.after::text AS after, e.origin`;

export async function appendAuditEvent(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      actorId: entry.actor?.userId ?? null,
      actorName: entry.actor?.name ?? SYSTEM,
      event: entry.event,
      subject: entry.subject.slice(0, 200),
      origin: (entry.origin ?? "").slice(0, 200),
      ...(entry.before === undefined ? {} : { before: asJson(entry.before) }),
      ...(entry.after === undefined ? {} : { after: asJson(entry.after) }),
    },
    select: { id: true },
  });
}

/** Dates become ISO text here, so that what is stored is what an export shows. */
function asJson(value: object): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}

/** True when this transaction is the sealer's; never waits for another. */
export async function lockSealing(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<{ mine: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${SEAL_LOCK}::bigint) AS mine`;
  return rows[0]?.mine === true;
}

export async function hasUnsealed(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM audit_unsealed LIMIT 1`;
  return rows.length > 0;
}

export async function findChainHead(tx: Tx): Promise<ChainHead | null> {
  const rows = await tx.$queryRaw<{ position: string; hash: string }[]>`
    SELECT s.position::text, s.hash FROM audit_seal s ORDER BY s.position DESC LIMIT 1`;
  const head = rows[0];
  return head === undefined ? null : { position: Number(head.position), hash: head.hash };
}

/** What waits and is visible, in the order of ids. */
export async function pageUnsealed(tx: Tx, rowsMax: number): Promise<ChainedEvent[]> {
  return tx.$queryRaw<ChainedEvent[]>`
    SELECT ${CHAINED} FROM audit_unsealed u JOIN audit_event e ON e.id = u."eventId"
    ORDER BY u."eventId" LIMIT ${rowsMax}`;
}

export interface NewSeal extends ChainHead {
  readonly eventId: string;
}

export async function insertSeals(tx: Tx, seals: readonly NewSeal[]): Promise<void> {
  const positions = seals.map((seal) => String(seal.position));
  const ids = seals.map((seal) => seal.eventId);
  const hashes = seals.map((seal) => seal.hash);
  await tx.$executeRaw`
    INSERT INTO audit_seal (position, "eventId", hash)
    SELECT * FROM unnest(${positions}::text[]::bigint[], ${ids}::text[]::bigint[], ${hashes}::text[])`;
  await tx.$executeRaw`
    DELETE FROM audit_unsealed WHERE "eventId" = ANY(${ids}::text[]::bigint[])`;
}

/** Seals behind a position, in their order, each with its event as the chain sees it. */
export async function pageChain(
  tx: Tx,
  { after, rowsMax }: { readonly after: number; readonly rowsMax: number },
): Promise<ChainEntry[]> {
  const rows = await tx.$queryRaw<ChainRow[]>`
    SELECT s.position::text AS position, s."eventId"::text AS "eventId", s.hash, ${CHAINED}
    FROM audit_seal s LEFT JOIN audit_event e ON e.id = s."eventId"
    WHERE s.position > ${after}::bigint ORDER BY s.position LIMIT ${rowsMax}`;
  return rows.map(({ position, eventId, hash, id, ...event }) => ({
    ...{ position: Number(position), eventId, hash },
    event: id === null ? null : { id, ...event },
  }));
}

interface ChainRow extends Omit<ChainedEvent, "id"> {
  readonly position: string;
  readonly eventId: string;
  readonly hash: string;
  readonly id: string | null;
}

/** The hash at a position; null when there is none. */
export async function findSealHash(tx: Tx, position: number): Promise<string | null> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    SELECT hash FROM audit_seal WHERE position = ${position}::bigint`;
  return rows[0]?.hash ?? null;
}

export interface Stray {
  readonly eventId: string;
  readonly newestSealedId: string | null;
}

/** The first event without a seal that is older than it may be without one; looked for in the table itself. */
export async function findStray(tx: Tx, olderThanMs: number): Promise<Stray | null> {
  const rows = await tx.$queryRaw<Stray[]>`
    SELECT e.id::text AS "eventId", (SELECT max("eventId")::text FROM audit_seal) AS "newestSealedId"
    FROM audit_event e LEFT JOIN audit_seal s ON s."eventId" = e.id
    WHERE s.position IS NULL AND e.at < now() - ${olderThanMs}::int * interval '1 millisecond'
    ORDER BY e.id LIMIT 1`;
  return rows[0] ?? null;
}

/** True for the first who asks on a day: one verification a night, however many gateways there are. */
export async function claimDay(tx: Tx, day: string): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    INSERT INTO setting (key, value) VALUES ('audit.verifiedOn', to_jsonb(${day}::text))
    ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE setting.value <> excluded.value`;
  return claimed === 1;
}

/** An event as pages and exports need it; times and numbers are texts that lose nothing. */
export interface StoredEvent extends ChainedEvent {
  readonly position: string | null;
  readonly hash: string | null;
  readonly sealedAt: string | null;
}

export interface EventWhere {
  readonly actor: string | undefined;
  readonly event: string | undefined;
  readonly noun: string | undefined;
  /** Lower case, letters and digits only. */
  readonly subjectWords: readonly string[];
  readonly since: Date | undefined;
  readonly before: Date | undefined;
  readonly state: "sealed" | "unsealed" | undefined;
}

export interface EventPosition {
  readonly at: string;
  readonly id: string;
}

export interface EventsAsked {
  readonly where: EventWhere;
  readonly after: EventPosition | null;
  readonly rowsMax: number;
}

const WITH_SEAL = Prisma.sql`${CHAINED}, s.position::text AS position, s.hash,
  to_char(s."sealedAt" AT TIME ZONE 'UTC', ${TIME}) AS "sealedAt"`;

export async function pageEvents(tx: Tx, asked: EventsAsked): Promise<StoredEvent[]> {
  return tx.$queryRaw<StoredEvent[]>(eventsSql(asked));
}

/** Exported for the test that reads its plans. */
export function eventsSql({ where, after, rowsMax }: EventsAsked): Prisma.Sql {
  const conditions = [...conditionsOf(where)];
  if (after !== null) {
    conditions.push(Prisma.sql`(e.at, e.id) < (${after.at}::timestamptz, ${after.id}::bigint)`);
  }
  const source =
    where.state === "unsealed"
      ? Prisma.sql`audit_unsealed u JOIN audit_event e ON e.id = u."eventId"`
      : Prisma.sql`audit_event e`;
  const filter =
    conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}`;
  // The page first, its seals afterwards: no more of them are looked up than are shown.
  return Prisma.sql`SELECT ${WITH_SEAL}
    FROM (SELECT e.* FROM ${source} ${filter} ORDER BY e.at DESC, e.id DESC LIMIT ${rowsMax}) e
    LEFT JOIN audit_seal s ON s."eventId" = e.id ORDER BY e.at DESC, e.id DESC`;
}

function* conditionsOf(where: EventWhere): Generator<Prisma.Sql> {
  const { actor, event, noun, subjectWords, since, before, state } = where;
  if (actor !== undefined) yield Prisma.sql`lower(e."actorName") = lower(${actor})`;
  if (event !== undefined) yield Prisma.sql`e.event = ${event}`;
  if (noun !== undefined) yield Prisma.sql`split_part(e.event, '.', 1) = ${noun}`;
  if (subjectWords.length > 0) {
    const query = subjectWords.map((word) => `${word}:*`).join(" & ");
    yield Prisma.sql`to_tsvector('simple', regexp_replace(e.subject, '[^[:alnum:]]+', ' ', 'g'))
      @@ to_tsquery('simple', ${query})`;
  }
  if (since !== undefined) yield Prisma.sql`e.at >= ${since}`;
  if (before !== undefined) yield Prisma.sql`e.at < ${before}`;
  if (state === "sealed") {
    yield Prisma.sql`EXISTS (SELECT FROM audit_seal s WHERE s."eventId" = e.id)`;
  }
}

export async function findEvent(tx: Tx, id: string): Promise<StoredEvent | null> {
  const rows = await tx.$queryRaw<StoredEvent[]>`SELECT ${WITH_SEAL}
    FROM audit_event e LEFT JOIN audit_seal s ON s."eventId" = e.id WHERE e.id = ${id}::bigint`;
  return rows[0] ?? null;
}

/** The names of events that occur, by jumps along their index, not by reading the trail. */
export async function listEventNames(tx: Tx, namesMax: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ event: string }[]>`
    WITH RECURSIVE names AS (
      (SELECT event FROM audit_event ORDER BY event LIMIT 1)
      UNION ALL
      SELECT (SELECT e.event FROM audit_event e WHERE e.event > n.event ORDER BY e.event LIMIT 1)
      FROM names n WHERE n.event IS NOT NULL
    ) SELECT event FROM names WHERE event IS NOT NULL LIMIT ${namesMax}`;
  return rows.map((row) => row.event);
}
