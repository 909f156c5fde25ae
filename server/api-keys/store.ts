import type { ApiKey } from "@/domain/people/api-key";
import type { KeyScope } from "@/domain/people/key-scope";
import type { ApiKeyId, GroupName, UserId, UserStatus } from "@/domain/people/user";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";

/** A key and its maker as they are now, read in one query because every request with a key needs it. */
export interface KeyRecord {
  readonly key: ApiKey;
  readonly maker: {
    readonly userId: UserId;
    readonly name: string;
    readonly email: string;
    readonly status: UserStatus;
    readonly groups: readonly GroupName[];
  };
  readonly ending: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly ending: string;
  readonly bound: boolean;
  readonly scopes: string[];
  readonly addresses: string[];
  readonly groups: string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string;
  readonly userId: string;
  readonly makerName: string;
  readonly email: string;
  readonly status: string;
  readonly makerGroups: string[];
}

const SELECT = Prisma.sql`
  SELECT k.id, k.name, k.ending, k.bound, k.scopes, k.addresses, k."createdAt", k."expiresAt",
    k."revokedAt", k."lastUsedAt", k."lastUsedAddress",
    ARRAY(
      SELECT g.name::text FROM api_key_group kg JOIN "group" g ON g.id = kg."groupId"
      WHERE kg."apiKeyId" = k.id ORDER BY 1
    ) AS groups,
    u.id AS "userId", u.name AS "makerName", u.email, u.status,
    ARRAY(
      SELECT DISTINCT g.name::text FROM membership m JOIN "group" g ON g.id = m."groupId"
      WHERE m."userId" = u.id ORDER BY 1
    ) AS "makerGroups"
  FROM api_key k JOIN "user" u ON u.id = k."createdById"`;

function toRecord(row: Row): KeyRecord {
  const { name, addresses, groups, expiresAt, revokedAt } = row;
  return {
    key: {
      ...{ id: row.id as ApiKeyId, name, scopes: row.scopes as KeyScope[], isBound: row.bound },
      ...{ groups, addresses, expiresAt, revokedAt },
    },
    maker: {
      ...{ userId: row.userId as UserId, name: row.makerName, email: row.email },
      status: row.status === "active" ? "active" : "inactive",
      groups: row.makerGroups,
    },
    ending: row.ending,
    createdAt: row.createdAt,
    lastUsedAt: row.lastUsedAt,
    lastUsedAddress: row.lastUsedAddress,
  };
}

export async function findKeyByHash(tx: Tx, keyHash: string): Promise<KeyRecord | null> {
  const [row] = await tx.$queryRaw<Row[]>`${SELECT} WHERE k."keyHash" = ${keyHash}`;
  return row === undefined ? null : toRecord(row);
}

export async function findKeys(tx: Tx, ids: readonly ApiKeyId[]): Promise<KeyRecord[]> {
  const rows = await tx.$queryRaw<Row[]>`${SELECT} WHERE k.id = ANY(${[...ids]})`;
  return rows.map(toRecord);
}

export interface KeyPage {
  /** Null: everybody's. */
  readonly makerId: UserId | null;
  /** The last key of the page before; keys are listed newest first. */
  readonly before: string | null;
  readonly rowsMax: number;
}

export async function pageKeys(tx: Tx, page: KeyPage): Promise<KeyRecord[]> {
  const { makerId, before, rowsMax } = page;
  const where = [
    Prisma.sql`true`,
    ...(makerId === null ? [] : [Prisma.sql`k."createdById" = ${makerId}`]),
    ...(before === null ? [] : [Prisma.sql`k.id < ${before}`]),
  ];
  const rows = await tx.$queryRaw<Row[]>`
    ${SELECT} WHERE ${Prisma.join(where, " AND ")} ORDER BY k.id DESC LIMIT ${rowsMax}`;
  return rows.map(toRecord);
}

/** Keys of one person that still hold, counted under a lock: two at once do not pass the limit together. */
export async function countHoldingKeys(tx: Tx, makerId: UserId, now: Date): Promise<number> {
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${makerId} FOR UPDATE`;
  return await tx.apiKey.count({
    where: { createdById: makerId, revokedAt: null, expiresAt: { gt: now } },
  });
}

export interface NewKey extends ApiKey {
  readonly keyHash: string;
  readonly ending: string;
  readonly createdById: UserId;
  readonly createdAt: Date;
}

/** False when the person has a key of that name already. */
export async function insertKey(tx: Tx, key: NewKey): Promise<boolean> {
  const { isBound, groups, scopes, addresses, ...rest } = key;
  const { count } = await tx.apiKey.createMany({
    data: [{ ...rest, bound: isBound, scopes: [...scopes], addresses: [...addresses] }],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await tx.$executeRaw`
    INSERT INTO api_key_group ("apiKeyId", "groupId")
    SELECT ${key.id}, id FROM "group" WHERE name = ANY(${[...groups]})`;
  return true;
}

/** Compare-and-set: only the caller that revoked it gets true. */
export async function markRevoked(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.apiKey.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: now },
  });
  return count === 1;
}

export interface KeyTouch {
  readonly now: Date;
  readonly staleBefore: Date;
  readonly address: string;
}

/** Notes a use, at most once per `staleBefore` window, whoever asks first. */
export async function touchKey(tx: Tx, id: ApiKeyId, touch: KeyTouch): Promise<void> {
  await tx.apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: touch.staleBefore } }] },
    data: { lastUsedAt: touch.now, lastUsedAddress: touch.address.slice(0, 64) },
  });
}

/** Those of the names that are groups. */
export async function knownGroups(tx: Tx, names: readonly GroupName[]): Promise<GroupName[]> {
  const rows = await tx.group.findMany({
    where: { name: { in: [...names] } },
    select: { name: true },
  });
  return rows.map(({ name }) => name);
}
