import type { GroupName } from "@/domain/people/user";
import type { GroupMember } from "@/domain/policy/group-effect";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import type { CountedGroup, GroupRecord, GroupSource, MemberRecord } from "./group-record";

export interface GroupSearch {
  readonly text: string;
  readonly source: GroupSource | undefined;
}

function matching({ text, source }: GroupSearch): Prisma.Sql {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const conditions = [
    Prisma.sql`true`,
    ...(text === "" ? [] : [Prisma.sql`g.name ILIKE ${pattern}`]),
    ...(source === undefined ? [] : [Prisma.sql`g.source = ${source}`]),
  ];
  return Prisma.join(conditions, " AND ");
}

interface CountedColumns extends GroupRecord {
  readonly members: bigint;
  readonly connections: bigint;
}

/** The counts are made for the page's rows only. */
export async function pageCountedGroups(
  tx: Tx,
  search: GroupSearch,
  { offset, rowsMax }: { readonly offset: number; readonly rowsMax: number },
): Promise<CountedGroup[]> {
  const rows = await tx.$queryRaw<CountedColumns[]>`
    SELECT p.id, p.name, p.source, p."createdAt",
      (SELECT count(DISTINCT m."userId") FROM membership m WHERE m."groupId" = p.id) AS members,
      (SELECT count(*) FROM connection_access a WHERE a."groupId" = p.id) AS connections
    FROM (
      SELECT g.id, g.name, g.source, g."createdAt" FROM "group" g
      WHERE ${matching(search)} ORDER BY g.name LIMIT ${rowsMax} OFFSET ${offset}
    ) p ORDER BY p.name`;
  return rows.map(({ members, connections, ...group }) => ({
    ...group,
    ...{ memberCount: Number(members), connectionCount: Number(connections) },
  }));
}

export async function countGroups(tx: Tx, search: GroupSearch): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM "group" g WHERE ${matching(search)}`;
  return Number(row?.total ?? 0);
}

export async function findGroup(tx: Tx, id: string): Promise<GroupRecord | null> {
  const row = await tx.group.findUnique({
    where: { id },
    select: { id: true, name: true, source: true, createdAt: true },
  });
  return row === null ? null : { ...row, source: row.source as GroupSource };
}

/** The group, its row locked until the transaction ends. */
export async function lockGroup(tx: Tx, id: string): Promise<GroupRecord | null> {
  await tx.$queryRaw`SELECT id FROM "group" WHERE id = ${id} FOR UPDATE`;
  return await findGroup(tx, id);
}

export async function isNameTaken(
  tx: Tx,
  { name, by }: { readonly name: GroupName; readonly by: string },
): Promise<boolean> {
  return (await tx.group.count({ where: { name, id: { not: by } } })) > 0;
}

export async function saveName(tx: Tx, id: string, name: GroupName): Promise<void> {
  await tx.group.update({ where: { id }, data: { name }, select: { id: true } });
}

/** Its memberships and its places in access lists go with it. */
export async function removeGroup(tx: Tx, id: string): Promise<void> {
  await tx.group.delete({ where: { id }, select: { id: true } });
}

export async function pageMembers(
  tx: Tx,
  groupId: string,
  { offset, rowsMax }: { readonly offset: number; readonly rowsMax: number },
): Promise<MemberRecord[]> {
  return await tx.$queryRaw<MemberRecord[]>`
    SELECT u.id, u.name, u.email, u.status, u."lastSeenAt",
      array_agg(m.source::text ORDER BY m.source) AS sources
    FROM membership m JOIN "user" u ON u.id = m."userId"
    WHERE m."groupId" = ${groupId}
    GROUP BY u.id ORDER BY u.name, u.id LIMIT ${rowsMax} OFFSET ${offset}`;
}

export async function countMembers(tx: Tx, groupId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(DISTINCT "userId") AS total FROM membership WHERE "groupId" = ${groupId}`;
  return Number(row?.total ?? 0);
}

/** Members with all their groups, to decide what the end of one group would mean for them. */
export async function readMembersWithGroups(
  tx: Tx,
  groupId: string,
  rowsMax: number,
): Promise<GroupMember[]> {
  return await tx.$queryRaw<GroupMember[]>`
    SELECT u.id, u.name, u.email, u.status,
      ARRAY(SELECT DISTINCT g.name::text FROM membership o JOIN "group" g ON g.id = o."groupId"
        WHERE o."userId" = u.id ORDER BY 1) AS groups
    FROM "user" u
    WHERE u.id IN (SELECT m."userId" FROM membership m WHERE m."groupId" = ${groupId})
    ORDER BY u.name, u.id LIMIT ${rowsMax}`;
}
