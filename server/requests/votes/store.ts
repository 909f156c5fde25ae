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
  const rows = await tx.user.findMany({
    where: { id: { in: [...ids] } },
    select: {
      ...{ id: true, status: true },
      memberships: { select: { group: { select: { name: true } } } },
    },
  });
  return rows.map(({ id, status, memberships }) => ({
    userId: id as UserId,
    status: status as UserStatus,
    groups: [...new Set(memberships.map((one) => one.group.name))],
  }));
}

/** Active people of these groups with their groups: those who may be able to decide. */
export async function findGroupPeople(
  tx: Tx,
  names: readonly string[],
  rowsMax: number,
): Promise<(VoterRow & { readonly name: string; readonly email: string })[]> {
  const rows = await tx.user.findMany({
    where: {
      status: "active",
      memberships: { some: { group: { name: { in: [...names] } } } },
    },
    select: {
      ...{ id: true, name: true, email: true, status: true },
      memberships: { select: { group: { select: { name: true } } } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: rowsMax,
  });
  return rows.map(({ id, name, email, status, memberships }) => ({
    ...{ userId: id as UserId, name, email, status: status as UserStatus },
    groups: [...new Set(memberships.map((one) => one.group.name))],
  }));
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
