import {
  ACCESS_MODES,
  type AccessMode,
  type AgentId,
  type ConnectionId,
  type ConnectionKind,
} from "@/domain/connections/connection";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import type { GroupName } from "@/domain/people/user";
import type { Prisma } from "@/prisma/generated/client";
import type { Sql, Tx } from "../db/db";
import type { ConnectionForSession, ConnectionRecord } from "./connection-record";

const COLUMNS = {
  id: true,
  name: true,
  kind: true,
  description: true,
  settings: true,
  tags: true,
  modes: true,
  readOnly: true,
  previewAllowed: true,
  rowsMax: true,
  bytesMax: true,
  durationSecondsMax: true,
  version: true,
  demo: true,
  createdAt: true,
  updatedAt: true,
  agent: { select: { id: true, name: true } },
  access: { select: { group: { select: { name: true } } } },
} as const satisfies Prisma.ConnectionSelect;

export type ConnectionRow = Prisma.ConnectionGetPayload<{ select: typeof COLUMNS }>;

const opensTo = (groups: readonly GroupName[]) => ({
  access: { some: { group: { name: { in: [...groups] } } } },
});

export async function pageConnectionsOf(
  tx: Tx,
  groups: readonly GroupName[],
  rowsMax: number,
): Promise<ConnectionRecord[]> {
  const where = opensTo(groups);
  const orderBy = { name: "asc" } as const;
  const rows = await tx.connection.findMany({ where, orderBy, take: rowsMax, select: COLUMNS });
  return rows.map(toRecord);
}

export async function countConnectionsOf(tx: Tx, groups: readonly GroupName[]): Promise<number> {
  return await tx.connection.count({ where: opensTo(groups) });
}

export async function findConnection(tx: Tx, name: string): Promise<ConnectionRecord | null> {
  const row = await tx.connection.findUnique({ where: { name }, select: COLUMNS });
  return row === null ? null : toRecord(row);
}

/** The connection, its row locked until the transaction ends. */
export async function lockConnection(tx: Tx, name: string): Promise<ConnectionRecord | null> {
  await tx.$queryRaw`SELECT id FROM connection WHERE name = ${name} FOR UPDATE`;
  return await findConnection(tx, name);
}

export async function findSecret(tx: Tx, id: string): Promise<Uint8Array | null> {
  const row = await tx.connection.findUnique({ where: { id }, select: { secret: true } });
  return row?.secret ?? null;
}

interface SessionColumns {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly settings: unknown;
  readonly secret: Uint8Array;
  readonly agentId: string;
  readonly modes: string[];
  readonly readOnly: boolean;
  readonly previewAllowed: boolean;
  readonly rowsMax: number;
  readonly bytesMax: string;
  readonly durationSecondsMax: number;
  readonly version: number;
  readonly groups: string[];
  readonly tags: unknown;
}

/** One round trip: it is on the way of every command. */
export async function findConnectionForSession(
  sql: Sql,
  name: string,
): Promise<ConnectionForSession | null> {
  const [row] = await sql<SessionColumns>`
    SELECT c.id, c.name, c.kind, c.settings, c.secret, c."agentId", c.modes, c."readOnly",
      c."previewAllowed", c."rowsMax", c."bytesMax", c."durationSecondsMax", c.version, c.tags,
      ARRAY(SELECT g.name::text FROM connection_access a JOIN "group" g ON g.id = a."groupId"
        WHERE a."connectionId" = c.id) AS groups
    FROM connection c WHERE c.name = ${name}`;
  if (row === undefined) return null;
  return {
    ...policyPart(row),
    settings: row.settings as DatabaseSettings,
    tags: row.tags as Record<string, string>,
    agentId: row.agentId,
    secret: row.secret,
    accessGroups: row.groups,
  };
}

/** The same over the one connection that a transaction holds: a second one is never waited for in it. */
export async function findConnectionWithin(
  tx: Tx,
  name: string,
): Promise<ConnectionForSession | null> {
  return await findConnectionForSession((text, ...values) => tx.$queryRaw(text, ...values), name);
}

export interface ConnectionColumns {
  readonly description: string;
  readonly settings: DatabaseSettings;
  readonly agentId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly modes: readonly AccessMode[];
  readonly readOnly: boolean;
  readonly previewAllowed: boolean;
  readonly limits: ConnectionRecord["limits"];
  readonly updatedAt: Date;
}

export interface NewConnection extends ConnectionColumns {
  readonly id: string;
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly secret: Uint8Array;
  readonly demo: boolean;
}

/** False when another connection has the name. */
export async function insertConnection(tx: Tx, connection: NewConnection): Promise<boolean> {
  const { id, name, kind, secret, demo } = connection;
  const { count } = await tx.connection.createMany({
    data: [{ id, name, kind, demo, secret: Buffer.from(secret), ...columnsOf(connection) }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Compare-and-set on the version; false when somebody else changed the connection meanwhile. */
export async function saveConnection(
  tx: Tx,
  before: ConnectionRecord,
  after: ConnectionColumns & { readonly secret: Uint8Array | null },
): Promise<boolean> {
  const { count } = await tx.connection.updateMany({
    where: { id: before.id, version: before.version },
    data: {
      ...columnsOf(after),
      ...(after.secret === null ? {} : { secret: Buffer.from(after.secret) }),
      version: before.version + 1,
    },
  });
  return count === 1;
}

/** Its row is locked: nobody else can have changed it. */
export async function saveNextVersion(
  tx: Tx,
  before: ConnectionRecord,
  updatedAt: Date,
): Promise<void> {
  await tx.connection.update({
    where: { id: before.id },
    data: { version: before.version + 1, updatedAt },
    select: { id: true },
  });
}

export async function removeConnection(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.connection.deleteMany({ where: { id } });
  return count === 1;
}

/** Makes these groups the access groups; returns the names that no group has (then nothing changed). */
export async function saveAccessGroups(
  tx: Tx,
  connectionId: string,
  names: readonly GroupName[],
): Promise<GroupName[]> {
  const groups = await tx.group.findMany({
    where: { name: { in: [...names] } },
    select: { id: true, name: true },
  });
  const known = new Set(groups.map((group) => group.name));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) return unknown;
  await tx.connectionAccess.deleteMany({ where: { connectionId } });
  await tx.connectionAccess.createMany({
    data: groups.map((group) => ({ connectionId, groupId: group.id })),
  });
  return [];
}

export interface ConnectionSearch {
  readonly text: string;
  /** Only what one of these opens; `null` for who sees all. */
  readonly groups: readonly GroupName[] | null;
}

export type ConnectionHit = Pick<ConnectionRecord, "name" | "description" | "accessGroups">;

/** Connections whose name or description holds the text, those that begin with it first. */
export async function searchConnections(
  tx: Tx,
  { text, groups }: ConnectionSearch,
  rowsMax: number,
): Promise<ConnectionHit[]> {
  const words = text.replace(/[\\%_]/g, "\\$&");
  return await tx.$queryRaw<ConnectionHit[]>`
    SELECT f.name, f.description, f."accessGroups" FROM (
      SELECT c.name, c.description, ARRAY(SELECT g.name::text FROM connection_access a
        JOIN "group" g ON g.id = a."groupId" WHERE a."connectionId" = c.id) AS "accessGroups"
      FROM connection c WHERE c.name ILIKE ${`%${words}%`} OR c.description ILIKE ${`%${words}%`}) f
    WHERE ${groups === null} OR f."accessGroups" && ${[...(groups ?? [])]}::text[]
    ORDER BY (f.name ILIKE ${`${words}%`}) DESC, f.name LIMIT ${rowsMax}`;
}

function columnsOf(connection: ConnectionColumns) {
  const { description, settings, agentId, tags, modes, limits, updatedAt } = connection;
  const { readOnly, previewAllowed } = connection;
  return {
    ...{ description, agentId, readOnly, previewAllowed, updatedAt },
    settings: { ...settings },
    tags: { ...tags },
    modes: [...modes],
    rowsMax: limits.rowsMax,
    bytesMax: BigInt(limits.bytesMax),
    durationSecondsMax: limits.durationSecondsMax,
  };
}

export function toRecord(row: ConnectionRow): ConnectionRecord {
  return {
    ...policyPart(row),
    accessGroups: row.access.map((access) => access.group.name).sort(),
    description: row.description,
    settings: row.settings as unknown as DatabaseSettings,
    tags: row.tags as Record<string, string>,
    agent: { id: row.agent.id as AgentId, name: row.agent.name },
    demo: row.demo,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

type PolicyColumns = Pick<
  SessionColumns,
  | "id"
  | "name"
  | "kind"
  | "modes"
  | "readOnly"
  | "previewAllowed"
  | "rowsMax"
  | "durationSecondsMax"
  | "version"
> & { readonly bytesMax: string | bigint };

function policyPart(row: PolicyColumns) {
  return {
    id: row.id as ConnectionId,
    name: row.name,
    kind: row.kind as ConnectionKind,
    modes: ACCESS_MODES.filter((mode) => row.modes.includes(mode)),
    readOnly: row.readOnly,
    previewAllowed: row.previewAllowed,
    limits: {
      rowsMax: row.rowsMax,
      bytesMax: Number(row.bytesMax),
      durationSecondsMax: row.durationSecondsMax,
    },
    version: row.version,
  };
}
