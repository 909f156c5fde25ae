import type { RoleMapping } from "@/domain/people/role";
import type { Actor, SignInId, UserId } from "@/domain/people/user";
import type { HeldNow } from "@/domain/reviews/outcome";
import type { MembershipSource } from "@/domain/reviews/review";
import type { Tx } from "../../db/db";

/** Changes of rights happen one at a time: the next waits here until the transaction ends. */
export async function lockRights(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse rights'))`;
}

export interface GroupRef {
  readonly id: string;
  readonly name: string;
}

export async function findGroup(tx: Tx, name: string): Promise<GroupRef | null> {
  return await tx.group.findUnique({ where: { name }, select: { id: true, name: true } });
}

export async function pageGroupNames(tx: Tx, rowsMax: number): Promise<GroupRef[]> {
  const select = { id: true, name: true };
  return await tx.group.findMany({ select, orderBy: { name: "asc" }, take: rowsMax });
}

export async function groupsOwnedBy(tx: Tx, userId: UserId): Promise<GroupRef[]> {
  const rows = await tx.groupOwner.findMany({
    where: { userId },
    select: { group: { select: { id: true, name: true } } },
    orderBy: { group: { name: "asc" } },
  });
  return rows.map(({ group }) => group);
}

export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

const OWNER = { id: true, name: true, email: true } as const;

export async function ownersOf(tx: Tx, groupId: string): Promise<Owner[]> {
  const rows = await tx.groupOwner.findMany({
    where: { groupId },
    select: { user: { select: OWNER } },
    orderBy: { user: { email: "asc" } },
  });
  return rows.map(({ user }) => user);
}

export async function findActivePeople(tx: Tx, emails: readonly string[]): Promise<Owner[]> {
  const where = { status: "active", email: { in: [...emails] } };
  return await tx.user.findMany({ where, select: OWNER });
}

/** The group, its row locked until the transaction ends. */
export async function lockGroup(tx: Tx, name: string): Promise<GroupRef | null> {
  const rows = await tx.$queryRaw<GroupRef[]>`
    SELECT id, name FROM "group" WHERE name = ${name} FOR UPDATE`;
  return rows[0] ?? null;
}

export async function saveOwners(
  tx: Tx,
  groupId: string,
  userIds: readonly string[],
): Promise<void> {
  await tx.groupOwner.deleteMany({ where: { groupId } });
  await tx.groupOwner.createMany({ data: userIds.map((userId) => ({ groupId, userId })) });
}

/** The groups that may access a connection now. */
export async function accessGroupsOf(tx: Tx, connectionId: string): Promise<string[]> {
  const where = { connectionId };
  const rows = await tx.connectionAccess.findMany({ where, select: { groupId: true } });
  return rows.map(({ groupId }) => groupId);
}

export async function connectionsOfGroup(tx: Tx, groupId: string): Promise<string[]> {
  const where = { groupId };
  const rows = await tx.connectionAccess.findMany({ where, select: { connectionId: true } });
  return rows.map(({ connectionId }) => connectionId);
}

export interface HeldRow {
  readonly id: string;
  readonly name: string;
  readonly source: MembershipSource;
}

/** A person with every membership; they act through no sign-in here, they are asked about. */
export interface PersonRow {
  readonly person: Omit<Actor, "role">;
  readonly held: readonly HeldRow[];
}

interface PersonColumns {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: string;
  readonly held: HeldRow[];
}

export async function peopleInGroup(
  tx: Tx,
  groupId: string,
  rowsMax: number,
): Promise<PersonRow[]> {
  const rows = await tx.$queryRaw<PersonColumns[]>`
    SELECT u.id, u.name, u.email, u.status, jsonb_agg(
      jsonb_build_object('id', g.id, 'name', g.name, 'source', m.source) ORDER BY m.source) AS held
    FROM membership m JOIN "user" u ON u.id = m."userId" JOIN "group" g ON g.id = m."groupId"
    WHERE m."groupId" = ${groupId}
    GROUP BY u.id ORDER BY lower(u.name), u.id LIMIT ${rowsMax}`;
  return rows.map(toPerson);
}

/** Active people in one of the groups, or in one that a line of the mapping names. */
export async function peopleInAny(
  tx: Tx,
  among: { readonly groupIds: readonly string[]; readonly mappings: readonly RoleMapping[] },
  rowsMax: number,
): Promise<PersonRow[]> {
  const named = (match: RoleMapping["match"]) =>
    among.mappings.filter((mapping) => mapping.match === match).map(({ group }) => group);
  const rows = await tx.$queryRaw<PersonColumns[]>`
    SELECT u.id, u.name, u.email, u.status, jsonb_agg(
      jsonb_build_object('id', g.id, 'name', g.name, 'source', m.source)
      ORDER BY g.name, m.source) AS held
    FROM "user" u JOIN membership m ON m."userId" = u.id JOIN "group" g ON g.id = m."groupId"
    WHERE u.status = 'active' AND EXISTS (
      SELECT FROM membership n JOIN "group" h ON h.id = n."groupId"
      WHERE n."userId" = u.id AND (h.id = ANY(${[...among.groupIds]}::text[])
        OR h.name = ANY(${named("exact")}::text[])
        OR EXISTS (SELECT FROM unnest(${named("prefix")}::text[]) p WHERE starts_with(h.name, p))))
    GROUP BY u.id ORDER BY lower(u.name), u.id LIMIT ${rowsMax}`;
  return rows.map(toPerson);
}

function toPerson({ id, name, email, status, held }: PersonColumns): PersonRow {
  return {
    person: {
      ...{ userId: id, name, email, status: status === "active" ? "active" : "inactive" },
      groups: [...new Set(held.map((group) => group.name))],
      signInId: "" as SignInId,
    },
    held,
  };
}

export interface UsageQuestion {
  readonly userIds: readonly string[];
  /** Null: every connection. */
  readonly connectionIds: readonly string[] | null;
  readonly since: Date;
}

/** When each of them last began a session on these connections, at any time. */
export async function lastUses(
  tx: Tx,
  { userIds, connectionIds }: UsageQuestion,
): Promise<Map<string, Date>> {
  const rows = await tx.$queryRaw<{ id: string; at: Date }[]>`
    SELECT p.id, s.at FROM unnest(${[...userIds]}::text[]) AS p(id)
    CROSS JOIN LATERAL (
      SELECT s."startedAt" AS at FROM session s
      WHERE s."ownerId" = p.id AND (${connectionIds === null}
        OR s."connectionId" = ANY(${[...(connectionIds ?? [])]}::text[]))
      ORDER BY s."startedAt" DESC LIMIT 1) s`;
  return new Map(rows.map(({ id, at }) => [id, at]));
}

export interface UsageCount {
  readonly userId: string;
  readonly riskReasons: readonly string[];
  readonly sessions: number;
}

/** Sessions of the period, by person and by what was found in their statements when they were sent. */
export async function countUses(tx: Tx, question: UsageQuestion): Promise<UsageCount[]> {
  const { userIds, connectionIds, since } = question;
  const rows = await tx.$queryRaw<{ userId: string; riskReasons: string[]; sessions: bigint }[]>`
    SELECT s."ownerId" AS "userId", s."riskReasons", count(*) AS sessions FROM session s
    WHERE s."ownerId" = ANY(${[...userIds]}::text[]) AND s."startedAt" >= ${since}
      AND (${connectionIds === null} OR s."connectionId" = ANY(${[...(connectionIds ?? [])]}::text[]))
    GROUP BY 1, 2`;
  return rows.map((row) => ({ ...row, sessions: Number(row.sessions) }));
}

/** What these people hold of these groups at this moment. */
export async function membershipsNow(
  tx: Tx,
  userIds: readonly string[],
  groupIds: readonly string[],
): Promise<(HeldNow & { readonly userId: string })[]> {
  const rows = await tx.membership.findMany({
    where: { userId: { in: [...userIds] }, groupId: { in: [...groupIds] } },
    select: { userId: true, groupId: true, source: true, group: { select: { name: true } } },
  });
  return rows.map(({ userId, groupId, source, group }) => ({
    ...{ userId, groupId, groupName: group.name },
    source: source as MembershipSource,
  }));
}
