import type { RoleMapping } from "@/domain/people/role";
import type { GroupName, UserId, UserStatus } from "@/domain/people/user";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import { rankedPeople, ranksThatHold } from "../db/role-sql";

export interface PersonInGroups {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly groups: readonly GroupName[];
}

export interface Window {
  readonly text: string;
  readonly offset: number;
  readonly rowsMax: number;
}

export interface GridConnection {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

export interface GridGroup {
  readonly id: string;
  readonly name: GroupName;
  readonly source: string;
}

function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

export async function pageGridConnections(tx: Tx, window: Window): Promise<GridConnection[]> {
  const { text, offset, rowsMax } = window;
  return await tx.$queryRaw<GridConnection[]>`
    SELECT id, name, version FROM connection WHERE name ILIKE ${patternOf(text)}
    ORDER BY name LIMIT ${rowsMax} OFFSET ${offset}`;
}

export async function pageGridGroups(tx: Tx, window: Window): Promise<GridGroup[]> {
  const { text, offset, rowsMax } = window;
  return await tx.$queryRaw<GridGroup[]>`
    SELECT id, name, source FROM "group" WHERE name ILIKE ${patternOf(text)}
    ORDER BY name LIMIT ${rowsMax} OFFSET ${offset}`;
}

export interface GridTotals {
  readonly connections: number;
  readonly groups: number;
}

export async function countGrid(
  tx: Tx,
  { connections, groups }: { readonly connections: string; readonly groups: string },
): Promise<GridTotals> {
  const [row] = await tx.$queryRaw<{ connections: bigint; groups: bigint }[]>`
    SELECT (SELECT count(*) FROM connection WHERE name ILIKE ${patternOf(connections)}) AS connections,
      (SELECT count(*) FROM "group" WHERE name ILIKE ${patternOf(groups)}) AS groups`;
  return { connections: Number(row?.connections ?? 0), groups: Number(row?.groups ?? 0) };
}

export interface GridCell {
  readonly connectionId: string;
  readonly groupId: string;
}

/** The cells of the window that are set. */
export async function readCells(
  tx: Tx,
  connectionIds: readonly string[],
  groupIds: readonly string[],
): Promise<GridCell[]> {
  return await tx.connectionAccess.findMany({
    where: { connectionId: { in: [...connectionIds] }, groupId: { in: [...groupIds] } },
    select: { connectionId: true, groupId: true },
  });
}

/** Connections by name with their access groups, as an effect is reckoned from. */
export async function readAccessLists(
  tx: Tx,
  names: readonly string[],
): Promise<{ name: string; version: number; accessGroups: GroupName[] }[]> {
  return await tx.$queryRaw`
    SELECT c.name, c.version, ARRAY(
      SELECT g.name::text FROM connection_access a JOIN "group" g ON g.id = a."groupId"
      WHERE a."connectionId" = c.id ORDER BY 1) AS "accessGroups"
    FROM connection c WHERE c.name = ANY(${[...names]}::text[])`;
}

const ALL_GROUPS = Prisma.sql`ARRAY(
  SELECT DISTINCT g.name::text FROM membership o JOIN "group" g ON g.id = o."groupId"
  WHERE o."userId" = u.id ORDER BY 1) AS groups`;

function inGroups(groups: readonly GroupName[]): Prisma.Sql {
  return Prisma.sql`u.id IN (SELECT m."userId" FROM membership m JOIN "group" h ON h.id = m."groupId"
    WHERE h.name = ANY(${[...groups]}::text[]))`;
}

/** Everybody who is in one of the groups, with all groups of theirs, by name. */
export async function pagePeopleOf(
  tx: Tx,
  groups: readonly GroupName[],
  { offset, rowsMax }: { readonly offset: number; readonly rowsMax: number },
): Promise<PersonInGroups[]> {
  return await tx.$queryRaw<PersonInGroups[]>`
    SELECT u.id, u.name, u.email, u.status, ${ALL_GROUPS} FROM "user" u
    WHERE ${inGroups(groups)} ORDER BY u.name, u.id LIMIT ${rowsMax} OFFSET ${offset}`;
}

export async function countPeopleOf(tx: Tx, groups: readonly GroupName[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM "user" u WHERE ${inGroups(groups)}`;
  return Number(row?.total ?? 0);
}

/** Active people who pass access control by their role. */
export async function countByRole(tx: Tx, mappings: readonly RoleMapping[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM "user" u JOIN ${rankedPeople(mappings)} r ON r."userId" = u.id
    WHERE u.status = 'active' AND r.rank = ANY(${ranksThatHold("connections:manage")}::int[])`;
  return Number(row?.total ?? 0);
}

export async function findPerson(tx: Tx, email: string): Promise<PersonInGroups | null> {
  const [row] = await tx.$queryRaw<PersonInGroups[]>`
    SELECT u.id, u.name, u.email, u.status, ${ALL_GROUPS} FROM "user" u
    WHERE u.email = ${email.toLowerCase()}`;
  return row ?? null;
}
