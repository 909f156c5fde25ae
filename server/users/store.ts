import type { Role, RoleMapping } from "@/domain/people/role";
import type { GroupName, UserId, UserStatus } from "@/domain/people/user";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import { rankedPeople, rankOf, UNMAPPED_RANK } from "../db/role-sql";
import type { UserFilter } from "./form";
import type { UserDetailRecord, UserRecord, UserSource } from "./user-record";

export interface UserSearch {
  readonly filter: UserFilter;
  readonly mappings: readonly RoleMapping[];
}

export interface UserPage extends UserSearch {
  readonly offset: number;
  readonly rowsMax: number;
}

/** Only what the filter asks about is joined: a plain list reads its page off the index and no more. */
function source({ filter, mappings }: UserSearch): Prisma.Sql {
  const byRole = filter.role !== undefined || filter.sort === "role";
  const ranked = byRole
    ? Prisma.sql`LEFT JOIN ${rankedPeople(mappings)} r ON r."userId" = u.id`
    : Prisma.empty;
  const { text, status, role, source: from, group } = filter;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    Prisma.sql`true`,
    ...(text === "" ? [] : [Prisma.sql`(u.name ILIKE ${pattern} OR u.email ILIKE ${pattern})`]),
    ...(status === undefined ? [] : [Prisma.sql`u.status = ${status}`]),
    ...(from === undefined ? [] : [Prisma.sql`u.source = ${from}`]),
    ...(role === undefined ? [] : [hasRank(role)]),
    ...(group === undefined ? [] : [isIn(group)]),
  ];
  return Prisma.sql`FROM "user" u ${ranked} WHERE ${Prisma.join(conditions, " AND ")}`;
}

function hasRank(role: Role): Prisma.Sql {
  return Prisma.sql`COALESCE(r.rank, ${UNMAPPED_RANK}::int) = ${rankOf(role)}::int`;
}

function isIn(group: GroupName): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM membership m JOIN "group" g ON g.id = m."groupId"
    WHERE m."userId" = u.id AND g.name = ${group})`;
}

function order({ sort, direction }: UserFilter): Prisma.Sql {
  const isUp = direction === "up";
  switch (sort) {
    case "email":
      return isUp ? Prisma.sql`u.email ASC` : Prisma.sql`u.email DESC`;
    case "lastSeen":
      return isUp
        ? Prisma.sql`u."lastSeenAt" ASC NULLS FIRST, u.id ASC`
        : Prisma.sql`u."lastSeenAt" DESC NULLS LAST, u.id DESC`;
    case "role":
      return isUp
        ? Prisma.sql`COALESCE(r.rank, ${UNMAPPED_RANK}::int) ASC, u.name ASC, u.id ASC`
        : Prisma.sql`COALESCE(r.rank, ${UNMAPPED_RANK}::int) DESC, u.name ASC, u.id ASC`;
    case "name":
      return isUp ? Prisma.sql`u.name ASC, u.id ASC` : Prisma.sql`u.name DESC, u.id DESC`;
  }
}

/** The groups are read for the page's rows only, not for those that the page begins after. */
export async function pageUsers(tx: Tx, page: UserPage): Promise<UserRecord[]> {
  const { offset, rowsMax, filter } = page;
  const rows = await tx.$queryRaw<Omit<UserRecord, "groups">[]>`
    SELECT u.id, u.name, u.email, u.status, u.source, u."lastSeenAt"
    ${source(page)} ORDER BY ${order(filter)} LIMIT ${rowsMax} OFFSET ${offset}`;
  const groups = await groupsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, groups: groups.get(row.id) ?? [] }));
}

async function groupsOf(tx: Tx, ids: readonly UserId[]): Promise<Map<UserId, GroupName[]>> {
  const rows = await tx.$queryRaw<{ userId: UserId; groups: GroupName[] }[]>`
    SELECT m."userId", array_agg(DISTINCT g.name::text ORDER BY g.name::text) AS groups
    FROM membership m JOIN "group" g ON g.id = m."groupId"
    WHERE m."userId" = ANY(${[...ids]}::text[]) GROUP BY m."userId"`;
  return new Map(rows.map(({ userId, groups }) => [userId, groups]));
}

export async function countUsers(tx: Tx, search: UserSearch): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`SELECT count(*) AS total ${source(search)}`;
  return Number(row?.total ?? 0);
}

export async function findUser(tx: Tx, id: string, now: Date): Promise<UserDetailRecord | null> {
  const row = await tx.user.findUnique({
    where: { id },
    select: {
      ...{ id: true, name: true, email: true, status: true, source: true },
      ...{ lastSeenAt: true, createdAt: true },
      memberships: { select: { source: true, group: { select: { id: true, name: true } } } },
      identities: { select: { issuer: true, subject: true }, take: 20 },
      password: { select: { userId: true } },
      totp: { select: { confirmedAt: true } },
      oneTimeLinks: {
        where: { usedAt: null, expiresAt: { gt: now } },
        select: { expiresAt: true },
        orderBy: { expiresAt: "desc" },
        take: 1,
      },
    },
  });
  if (row === null) return null;
  const memberships = row.memberships
    .map(({ source: from, group }) => ({
      ...{ group: group.name, groupId: group.id, source: from as UserSource },
    }))
    .sort((one, other) => one.group.localeCompare(other.group));
  return {
    ...{ id: row.id as UserId, name: row.name, email: row.email, lastSeenAt: row.lastSeenAt },
    ...{ status: row.status as UserStatus, source: row.source as UserSource },
    groups: [...new Set(memberships.map(({ group }) => group))],
    ...{ createdAt: row.createdAt, memberships, identities: row.identities },
    hasPassword: row.password !== null,
    hasSecondFactor: row.totp?.confirmedAt != null,
    linkExpiresAt: row.oneTimeLinks[0]?.expiresAt ?? null,
  };
}

export interface UserBrief {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly source: UserSource;
}

/** The people of these ids who exist, their rows locked in one order until the transaction ends. */
export async function lockUsers(tx: Tx, ids: readonly string[]): Promise<UserBrief[]> {
  return await tx.$queryRaw<UserBrief[]>`
    SELECT id, name, email, status, source FROM "user"
    WHERE id = ANY(${[...ids]}::text[]) ORDER BY id FOR UPDATE`;
}

export async function isEmailTaken(
  tx: Tx,
  { email, by }: { readonly email: string; readonly by: string },
): Promise<boolean> {
  return (await tx.user.count({ where: { email, id: { not: by } } })) > 0;
}

export async function saveUser(
  tx: Tx,
  id: UserId,
  change: { readonly name: string; readonly email: string },
): Promise<void> {
  await tx.user.update({ where: { id }, data: change, select: { id: true } });
}

export async function saveStatus(tx: Tx, id: UserId, status: UserStatus): Promise<void> {
  await tx.user.update({ where: { id }, data: { status }, select: { id: true } });
}

export async function removeUser(tx: Tx, id: UserId): Promise<void> {
  await tx.user.delete({ where: { id }, select: { id: true } });
}
