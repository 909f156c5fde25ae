import type { AccessMode } from "@/domain/connections/connection";
import type { UserId } from "@/domain/people/user";
import type { Contract } from "@/domain/requests/contract";
import type { Demand } from "@/domain/requests/demand";
import type { RequestKind, RequestState } from "@/domain/requests/request";
import type { Risk } from "@/domain/statements/assess-risk";
import type { Prisma } from "@/prisma/generated/client";
import type { Sql, Tx } from "../db/db";
import type { RequestEvent } from "./request-notice";
import type { RequestRecord } from "./request-record";

const REQUEST = {
  ...{ id: true, kind: true, state: true, requesterId: true, requesterName: true },
  ...{ requesterEmail: true, connectionId: true, connectionName: true, mode: true, command: true },
  ...{ revision: true, reason: true, durationSeconds: true, affectedRowsMax: true, demands: true },
  ...{ contract: true, contractDigest: true, risk: true, riskReasons: true, forced: true },
  ...{ sessionId: true, refersToId: true, createdAt: true, expiresAt: true, approvedAt: true },
  ...{ endsAt: true, endedAt: true, because: true, nudgedAt: true, version: true },
} as const satisfies Prisma.AccessRequestSelect;
type RequestColumns = Prisma.AccessRequestGetPayload<{ select: typeof REQUEST }>;

export type NewRequest = Omit<RequestRecord, "version" | "nudgedAt" | "revision">;

/** The request with its first revision and the groups that decide it. */
export async function insertRequest(
  tx: Tx,
  request: NewRequest,
  approverGroups: readonly string[],
): Promise<void> {
  const { demands, contract, requesterId, requesterName, ...rest } = request;
  await tx.accessRequest.create({
    data: {
      ...{ ...rest, requesterId, requesterName, riskReasons: [...rest.riskReasons] },
      ...{ demands: asJson(demands), contract: asJson(contract) },
    },
    select: { id: true },
  });
  await tx.accessRequestRevision.create({
    data: {
      ...{ requestId: request.id, number: 1, command: request.command, at: request.createdAt },
      affectedRowsMax: request.affectedRowsMax,
      ...{ byId: requesterId ?? "", byName: requesterName },
    },
    select: { number: true },
  });
  await setApproverGroups(tx, request.id, approverGroups);
}

export async function setApproverGroups(
  tx: Tx,
  requestId: string,
  names: readonly string[],
): Promise<void> {
  await tx.accessRequestGroup.deleteMany({ where: { requestId } });
  const groups = await tx.group.findMany({
    where: { name: { in: [...names] } },
    select: { id: true },
  });
  await tx.accessRequestGroup.createMany({
    data: groups.map(({ id: groupId }) => ({ requestId, groupId })),
  });
}

export async function findRequest(tx: Tx, id: string): Promise<RequestRecord | null> {
  const row = await tx.accessRequest.findUnique({ where: { id }, select: REQUEST });
  return row === null ? null : toRequest(row);
}

/** Those of them that there are, in no order. */
export async function findRequests(tx: Tx, ids: readonly string[]): Promise<RequestRecord[]> {
  const where = { id: { in: [...ids] } };
  return (await tx.accessRequest.findMany({ where, select: REQUEST })).map(toRequest);
}

/** The request, its row locked until the transaction ends: votes, moves and claims take turns. */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRecord | null> {
  await tx.$queryRaw`SELECT id FROM access_request WHERE id = ${id} FOR UPDATE`;
  return await findRequest(tx, id);
}

export type RequestChange = Partial<
  Pick<
    RequestRecord,
    | "state"
    | "command"
    | "revision"
    | "affectedRowsMax"
    | "demands"
    | "contract"
    | "contractDigest"
    | "risk"
    | "riskReasons"
    | "forced"
    | "expiresAt"
    | "approvedAt"
    | "endsAt"
    | "endedAt"
    | "because"
    | "nudgedAt"
  >
> & { readonly runGatewayId?: string };

/** Compare-and-set on the version; false when it was changed meanwhile. */
export async function saveRequest(
  tx: Tx,
  { id, version }: Pick<RequestRecord, "id" | "version">,
  change: RequestChange,
): Promise<boolean> {
  const { demands, contract, riskReasons, ...rest } = change;
  const { count } = await tx.accessRequest.updateMany({
    where: { id, version },
    data: {
      ...{ ...rest, version: version + 1 },
      ...(demands === undefined ? {} : { demands: asJson(demands) }),
      ...(contract === undefined ? {} : { contract: asJson(contract) }),
      ...(riskReasons === undefined ? {} : { riskReasons: [...riskReasons] }),
    },
  });
  return count === 1;
}

export async function insertOutbox(
  tx: Tx,
  told: {
    readonly event: RequestEvent;
    readonly requestId: string;
    readonly at: Date;
    readonly facts: object;
  },
): Promise<void> {
  const { facts, ...rest } = told;
  await tx.outbox.create({ data: { ...rest, facts: asJson(facts) }, select: { id: true } });
}

export async function countOpenRequests(tx: Tx, requesterId: UserId): Promise<number> {
  const state = { in: ["pending", "proposed", "approved"] };
  return await tx.accessRequest.count({ where: { requesterId, state } });
}

interface GrantColumns {
  readonly id: string;
  readonly endsAt: Date;
  readonly demands: unknown;
}

/** Windows of one person on one connection that are open at this instant. */
export async function findOpenGrants(
  sql: Sql,
  of: { readonly userId: string; readonly connectionId: string; readonly now: Date },
): Promise<{ requestId: string; endsAt: Date; demands: readonly Demand[] }[]> {
  const rows = await sql<GrantColumns>`
    SELECT id, "endsAt", demands FROM access_request
    WHERE "requesterId" = ${of.userId} AND "connectionId" = ${of.connectionId}
      AND kind = 'jit' AND state = 'approved' AND "endsAt" > ${of.now}
    ORDER BY "endsAt" DESC`;
  return rows.map(({ id, endsAt, demands }) => ({
    ...{ requestId: id, endsAt },
    demands: demands as readonly Demand[],
  }));
}

/** Which of these windows are open; the others ended, were revoked or given back. */
export async function stillOpenGrants(
  sql: Sql,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ id: string }>`
    SELECT id FROM access_request
    WHERE id = ANY(${ids}) AND kind = 'jit' AND state = 'approved' AND "endsAt" > ${now}`;
  return new Set(rows.map(({ id }) => id));
}

export async function findSessionRequest(
  sql: Sql,
  sessionId: string,
): Promise<{ id: string; forced: boolean } | null> {
  const [row] = await sql<{ id: string; forced: boolean }>`
    SELECT id, forced FROM access_request
    WHERE "sessionId" = ${sessionId}
      OR id = (SELECT "grantId" FROM session WHERE id = ${sessionId})
    ORDER BY "sessionId" IS NULL LIMIT 1`;
  return row ?? null;
}

/** Requests whose time has run out, locked; those that somebody else works on are left to them. */
export async function lockOverdue(tx: Tx, now: Date, rowsMax: number): Promise<RequestRecord[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM access_request
    WHERE (state IN ('pending', 'proposed') AND "expiresAt" <= ${now})
      OR (state = 'approved' AND kind = 'action' AND "expiresAt" <= ${now})
      OR (state = 'approved' AND kind = 'jit' AND "endsAt" <= ${now})
    ORDER BY "expiresAt" LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED`;
  return await findRequests(
    tx,
    rows.map(({ id }) => id),
  );
}

/** Requests that ran and whose session is over, or whose gateway is gone, locked. */
export async function lockFinished(
  tx: Tx,
  livingGateways: readonly string[],
  rowsMax: number,
): Promise<RequestRecord[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM access_request r LEFT JOIN session s ON s.id = r."sessionId"
    WHERE r.state = 'running' AND (s.id IS NULL OR s."endedAt" IS NOT NULL
      OR NOT r."runGatewayId" = ANY(${[...livingGateways]}::text[]))
    LIMIT ${rowsMax} FOR UPDATE OF r SKIP LOCKED`;
  return await findRequests(
    tx,
    rows.map(({ id }) => id),
  );
}

export interface EndedHold {
  readonly sessionId: string;
  readonly state: RequestState;
  readonly because: string | null;
}

/** Held sessions whose request ended without running. */
export async function findEndedHolds(tx: Tx, rowsMax: number): Promise<EndedHold[]> {
  const rows = await tx.$queryRaw<EndedHold[]>`
    SELECT s.id AS "sessionId", r.state, r.because
    FROM session s JOIN access_request r ON r."sessionId" = s.id
    WHERE s.state = 'held' AND r.state IN
      ('rejected', 'expired', 'cancelled', 'revoked', 'void', 'failed', 'unknown')
    LIMIT ${rowsMax}`;
  return rows;
}

function toRequest(row: RequestColumns): RequestRecord {
  return {
    ...row,
    kind: row.kind as RequestKind,
    state: row.state as RequestState,
    requesterId: row.requesterId as UserId | null,
    mode: row.mode as AccessMode,
    demands: row.demands as unknown as readonly Demand[],
    contract: row.contract as unknown as Contract,
    risk: row.risk as Risk,
  };
}

function asJson(value: unknown): Prisma.InputJsonValue {
  // Plain data of our own types: what JSON holds of it is what is read back.
  return structuredClone(value) as Prisma.InputJsonValue;
}
