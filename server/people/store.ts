import type { RoleMapping } from "@/domain/people/role";
import type { GroupName, UserId, UserStatus } from "@/domain/people/user";
import type { Tx } from "../db/db";
import { rankedPeople, ranksThatHold } from "../db/role-sql";

export interface GroupRef {
  readonly id: string;
  readonly name: GroupName;
  readonly source: MembershipSource;
}

export type MembershipSource = "local" | "idp";

/** Creates the group when there is none of that name; says whether it did. */
export async function insertGroup(tx: Tx, group: GroupRef): Promise<boolean> {
  const { count } = await tx.group.createMany({
    data: [{ id: group.id, name: group.name, source: group.source }],
    skipDuplicates: true,
  });
  return count === 1;
}

export async function findGroups(tx: Tx, names: readonly GroupName[]): Promise<GroupRef[]> {
  const rows = await tx.group.findMany({
    where: { name: { in: [...names] } },
    select: { id: true, name: true, source: true },
  });
  return rows.map((row) => ({ ...row, source: row.source as MembershipSource }));
}

export interface GroupRow {
  readonly name: GroupName;
  readonly source: MembershipSource;
  readonly memberCount: number;
}

export async function pageGroups(tx: Tx, rowsMax: number): Promise<GroupRow[]> {
  const rows = await tx.$queryRaw<{ name: string; source: string; members: bigint }[]>`
    SELECT g.name, g.source, count(DISTINCT m."userId") AS members
    FROM "group" g LEFT JOIN membership m ON m."groupId" = g.id
    GROUP BY g.id ORDER BY g.name LIMIT ${rowsMax}`;
  return rows.map((row) => ({
    name: row.name,
    source: row.source as MembershipSource,
    memberCount: Number(row.members),
  }));
}

export interface NewUser {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly source: MembershipSource;
}

export async function insertUser(tx: Tx, user: NewUser): Promise<boolean> {
  const { count } = await tx.user.createMany({ data: [user], skipDuplicates: true });
  return count === 1;
}

export async function insertPassword(tx: Tx, userId: UserId, hash: string): Promise<void> {
  await tx.password.create({ data: { userId, hash }, select: { userId: true } });
}

/** The first password of an account that has none, or another one. */
export async function savePassword(
  tx: Tx,
  userId: UserId,
  change: { readonly hash: string; readonly changedAt: Date },
): Promise<void> {
  const create = { userId, ...change };
  await tx.password.upsert({ where: { userId }, create, update: change, select: { userId: true } });
}

export async function findPasswordHash(tx: Tx, userId: UserId): Promise<string | null> {
  const row = await tx.password.findUnique({ where: { userId }, select: { hash: true } });
  return row?.hash ?? null;
}

export async function addMemberships(
  tx: Tx,
  userId: UserId,
  { groups, source }: { groups: readonly GroupRef[]; source: MembershipSource },
): Promise<void> {
  await tx.membership.createMany({
    data: groups.map((group) => ({ userId, groupId: group.id, source })),
    skipDuplicates: true,
  });
}

/** A person as every decision about signing in needs them. */
export interface PersonRecord {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly status: UserStatus;
  readonly passwordHash: string | null;
  readonly identityCount: number;
}

const PERSON = {
  id: true,
  name: true,
  email: true,
  status: true,
  password: { select: { hash: true } },
  _count: { select: { identities: true } },
} as const;

interface PersonColumns {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: string;
  readonly password: { readonly hash: string } | null;
  readonly _count: { readonly identities: number };
}

function toPerson(row: PersonColumns): PersonRecord {
  return {
    id: row.id as UserId,
    name: row.name,
    email: row.email,
    status: row.status === "active" ? "active" : "inactive",
    passwordHash: row.password?.hash ?? null,
    identityCount: row._count.identities,
  };
}

export async function findPersonByEmail(tx: Tx, email: string): Promise<PersonRecord | null> {
  const row = await tx.user.findUnique({ where: { email }, select: PERSON });
  return row === null ? null : toPerson(row);
}

export interface IdentityKey {
  readonly issuer: string;
  readonly subject: string;
}

export async function findPersonByIdentity(tx: Tx, key: IdentityKey): Promise<PersonRecord | null> {
  const row = await tx.identity.findUnique({
    where: { issuer_subject: key },
    select: { user: { select: PERSON } },
  });
  return row === null ? null : toPerson(row.user);
}

export async function insertIdentity(tx: Tx, userId: UserId, key: IdentityKey): Promise<void> {
  await tx.identity.create({ data: { ...key, userId }, select: { userId: true } });
}

/** Serialises binding and group changes of one person. */
export async function lockPerson(tx: Tx, userId: UserId): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${userId} FOR UPDATE`;
}

export async function groupNamesOf(
  tx: Tx,
  userId: UserId,
  source?: MembershipSource,
): Promise<GroupName[]> {
  const rows = await tx.membership.findMany({
    where: { userId, ...(source === undefined ? {} : { source }) },
    select: { group: { select: { name: true } } },
  });
  return [...new Set(rows.map((row) => row.group.name))].sort();
}

export async function activatePerson(tx: Tx, userId: UserId): Promise<void> {
  const data = { status: "active" };
  await tx.user.update({ where: { id: userId }, data, select: { id: true } });
}

export async function removeMemberships(
  tx: Tx,
  userId: UserId,
  { groups, source }: { groups: readonly GroupName[]; source: MembershipSource },
): Promise<void> {
  await tx.membership.deleteMany({
    where: { userId, source, group: { name: { in: [...groups] } } },
  });
}

/** Changes of rights happen one at a time: the next waits here until the transaction ends. */
export async function lockRights(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('gatehouse rights'))`;
}

interface AdminSearch {
  /** Named first when they are one of them. */
  readonly first: UserId | null;
  readonly exceptEmails: readonly string[];
  readonly exceptIds: readonly string[];
  readonly rowsMax: number;
}

/** Active people whom the mapping gives the right to manage people; `rowsMax` of them. */
export async function findActiveAdmins(
  tx: Tx,
  mappings: readonly RoleMapping[],
  { first, exceptEmails, exceptIds, rowsMax }: AdminSearch,
): Promise<{ readonly id: UserId; readonly email: string }[]> {
  return await tx.$queryRaw<{ id: UserId; email: string }[]>`
    SELECT u.id, u.email FROM "user" u JOIN ${rankedPeople(mappings)} r ON r."userId" = u.id
    WHERE u.status = 'active' AND r.rank = ANY(${ranksThatHold("people:manage")}::int[])
      AND u.email <> ALL(${[...exceptEmails]}::text[]) AND u.id <> ALL(${[...exceptIds]}::text[])
    ORDER BY (u.id = ${first ?? ""}) DESC LIMIT ${rowsMax}`;
}

const PASSWORD_PURPOSE = "password";

export interface NewPasswordLink {
  readonly tokenHash: string;
  readonly userId: UserId;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function replacePasswordLink(tx: Tx, link: NewPasswordLink): Promise<void> {
  await removePasswordLinks(tx, link.userId);
  await tx.oneTimeLink.create({
    data: { ...link, purpose: PASSWORD_PURPOSE },
    select: { tokenHash: true },
  });
}

export async function removePasswordLinks(tx: Tx, userId: UserId): Promise<void> {
  await tx.oneTimeLink.deleteMany({ where: { userId, purpose: PASSWORD_PURPOSE, usedAt: null } });
}

export interface LinkHolderRow {
  readonly userId: UserId;
  readonly name: string;
  readonly email: string;
}

/** Whose link it is while it would work; an inactive person's does not. */
export async function findPasswordLink(
  tx: Tx,
  tokenHash: string,
  now: Date,
): Promise<LinkHolderRow | null> {
  const rows = await tx.$queryRaw<LinkHolderRow[]>`
    SELECT u.id AS "userId", u.name, u.email
    FROM one_time_link l JOIN "user" u ON u.id = l."userId"
    WHERE l."tokenHash" = ${tokenHash} AND l.purpose = ${PASSWORD_PURPOSE}
      AND l."usedAt" IS NULL AND l."expiresAt" > ${now} AND u.status = 'active'`;
  return rows[0] ?? null;
}

/** Compare-and-set: of two uses of one link, one gets its person. */
export async function takePasswordLink(
  tx: Tx,
  tokenHash: string,
  now: Date,
): Promise<LinkHolderRow | null> {
  const rows = await tx.$queryRaw<LinkHolderRow[]>`
    UPDATE one_time_link l SET "usedAt" = ${now} FROM "user" u
    WHERE l."tokenHash" = ${tokenHash} AND l.purpose = ${PASSWORD_PURPOSE}
      AND l."usedAt" IS NULL AND l."expiresAt" > ${now}
      AND u.id = l."userId" AND u.status = 'active'
    RETURNING u.id AS "userId", u.name, u.email`;
  return rows[0] ?? null;
}

export async function findPersonAsActor(
  tx: Tx,
  id: UserId,
): Promise<{ name: string; email: string; status: UserStatus; groups: GroupName[] } | null> {
  const row = await tx.user.findUnique({
    where: { id },
    select: {
      ...{ name: true, email: true, status: true },
      memberships: { select: { group: { select: { name: true } } } },
    },
  });
  if (row === null) return null;
  const groups = [...new Set(row.memberships.map(({ group }) => group.name))].sort();
  return { name: row.name, email: row.email, status: row.status as UserStatus, groups };
}
