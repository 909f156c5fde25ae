import type { UserId, UserStatus } from "@/domain/people/user";
import type { VoteVerdict } from "@/domain/requests/tally";
import type { Tx } from "../../db/db";
import type { NoteRecord, RevisionRecord, VoteRecord } from "../request-record";

/** False when this person voted on this revision before. */
export async function insertVote(tx: Tx, requestId: string, vote: VoteRecord): Promise<boolean> {
  const { count } = await tx.accessVote.createMany({
    data: [{ requestId, ...vote }],
    skipDuplicates: true,
  });
  return count === 1;
}

const VOTE = {
  ...{ revision: true, userId: true, userName: true, verdict: true, reason: true, via: true },
  at: true,
} as const;

export async function findVotes(tx: Tx, requestId: string): Promise<VoteRecord[]> {
  const rows = await tx.accessVote.findMany({
    where: { requestId },
    select: VOTE,
    orderBy: { at: "asc" },
  });
  return rows.map((row) => ({
    ...row,
    userId: row.userId as UserId,
    verdict: row.verdict as VoteVerdict,
  }));
}

export interface VoterRow {
  readonly userId: UserId;
  readonly status: UserStatus;
  readonly groups: readonly string[];
}

/** People as they are now: whether a vote counts is decided by that, not by what they were. */
export async function findVoters(tx: Tx, ids: readonly string[]): Promise<VoterRow[]> {
  return await tx.$queryRaw<VoterRow[]>`
    SELECT u.id AS "userId", u.status,
      ARRAY(SELECT DISTINCT g.name::text FROM membership m JOIN "group" g ON g.id = m."groupId"
        WHERE m."userId" = u.id) AS groups
    FROM "user" u WHERE u.id = ANY(${[...ids]})`;
}

/** Active people of these groups with their groups: those who may be able to decide. */
export async function findGroupPeople(
  tx: Tx,
  names: readonly string[],
  rowsMax: number,
): Promise<(VoterRow & { readonly name: string; readonly email: string })[]> {
  return await tx.$queryRaw<(VoterRow & { readonly name: string; readonly email: string })[]>`
    SELECT u.id AS "userId", u.name, u.email, u.status,
      ARRAY(SELECT DISTINCT g.name::text FROM membership m JOIN "group" g ON g.id = m."groupId"
        WHERE m."userId" = u.id) AS groups
    FROM "user" u
    WHERE u.status = 'active' AND EXISTS (
      SELECT FROM membership m JOIN "group" g ON g.id = m."groupId"
      WHERE m."userId" = u.id AND g.name = ANY(${[...names]}))
    ORDER BY u.name, u.id LIMIT ${rowsMax}`;
}

export async function insertRevision(
  tx: Tx,
  requestId: string,
  revision: RevisionRecord,
): Promise<void> {
  await tx.accessRequestRevision.create({
    data: { requestId, ...revision },
    select: { number: true },
  });
}

export async function findRevisions(tx: Tx, requestId: string): Promise<RevisionRecord[]> {
  return await tx.accessRequestRevision.findMany({
    where: { requestId },
    select: {
      number: true,
      command: true,
      affectedRowsMax: true,
      byId: true,
      byName: true,
      at: true,
    },
    orderBy: { number: "asc" },
  });
}

export async function insertNote(tx: Tx, requestId: string, note: NoteRecord): Promise<void> {
  await tx.accessRequestNote.create({ data: { requestId, ...note }, select: { number: true } });
}

export async function findNotes(tx: Tx, requestId: string): Promise<NoteRecord[]> {
  return await tx.accessRequestNote.findMany({
    where: { requestId },
    select: { number: true, byName: true, text: true, at: true },
    orderBy: { number: "asc" },
  });
}
