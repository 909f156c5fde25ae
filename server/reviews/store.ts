import type { Actor, UserId } from "@/domain/people/user";
import type { Outcome } from "@/domain/reviews/outcome";
import type {
  HeldGroup,
  ReviewItem,
  ReviewState,
  SubjectKind,
  Verdict,
} from "@/domain/reviews/review";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";
import type { ItemsShown, ReviewCounts, ReviewRecord } from "./review-record";

const ROWS_PER_INSERT = 1_000;

const REVIEW = {
  ...{ id: true, subjectKind: true, subjectId: true, subjectName: true, state: true },
  ...{ periodDays: true, startedAt: true, startedByName: true, endedAt: true, endedByName: true },
  ...{ linesDigest: true, csvDigest: true },
} as const satisfies Prisma.AccessReviewSelect;
type ReviewColumns = Prisma.AccessReviewGetPayload<{ select: typeof REVIEW }>;

const ITEM = {
  ...{ number: true, userId: true, name: true, email: true, status: true, groups: true },
  ...{ byRole: true, lastUsedAt: true, sessions: true, kinds: true, verdict: true, reason: true },
  ...{ decidedByName: true, decidedAt: true, version: true, outcome: true },
} as const satisfies Prisma.ReviewItemSelect;
type ItemColumns = Prisma.ReviewItemGetPayload<{ select: typeof ITEM }>;

export interface NewReview {
  readonly id: string;
  readonly subject: ReviewRecord["subject"];
  readonly periodDays: number;
  readonly startedAt: Date;
  readonly startedBy: Actor;
}

/** False when the subject has an open review already. */
export async function insertReview(tx: Tx, review: NewReview): Promise<boolean> {
  const { id, subject, periodDays, startedAt, startedBy } = review;
  const { count } = await tx.accessReview.createMany({
    data: [
      {
        ...{ id, periodDays, startedAt, subjectKind: subject.kind, subjectId: subject.id },
        ...{ subjectName: subject.name, startedById: startedBy.userId },
        startedByName: startedBy.name,
      },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}

export type NewItem = Omit<
  ReviewItem,
  "number" | "verdict" | "reason" | "decidedByName" | "decidedAt" | "version" | "outcome"
>;

export async function insertItems(
  tx: Tx,
  reviewId: string,
  items: readonly NewItem[],
): Promise<void> {
  const data = items.map((item, index) => ({
    ...item,
    ...{ reviewId, number: index + 1, kinds: { ...item.kinds } },
    groups: item.groups.map((group) => ({ ...group, sources: [...group.sources] })),
  }));
  for (let from = 0; from < data.length; from += ROWS_PER_INSERT) {
    await tx.reviewItem.createMany({ data: data.slice(from, from + ROWS_PER_INSERT) });
  }
}

export async function findReview(tx: Tx, id: string): Promise<ReviewRecord | null> {
  const row = await tx.accessReview.findUnique({ where: { id }, select: REVIEW });
  return row === null ? null : toReview(row);
}

/** The review, its row locked until the transaction ends: decisions and the end take turns. */
export async function lockReview(tx: Tx, id: string): Promise<ReviewRecord | null> {
  await tx.$queryRaw`SELECT id FROM access_review WHERE id = ${id} FOR UPDATE`;
  return await findReview(tx, id);
}

export interface ReviewPosition {
  readonly startedAt: Date;
  readonly id: string;
}

/** Newest first; `groupIds` narrows to reviews of these groups. */
export async function pageReviews(
  tx: Tx,
  page: {
    readonly groupIds: readonly string[] | null;
    readonly after: ReviewPosition | null;
    readonly rowsMax: number;
  },
): Promise<ReviewRecord[]> {
  const { groupIds, after, rowsMax } = page;
  const rows = await tx.accessReview.findMany({
    where: {
      ...(groupIds === null ? {} : { subjectKind: "group", subjectId: { in: [...groupIds] } }),
      ...(after === null
        ? {}
        : {
            OR: [
              { startedAt: { lt: after.startedAt } },
              { startedAt: after.startedAt, id: { lt: after.id } },
            ],
          }),
    },
    select: REVIEW,
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: rowsMax,
  });
  return rows.map(toReview);
}

const NONE: ReviewCounts = { people: 0, byRole: 0, kept: 0, revoked: 0, undecided: 0 };

export async function countItems(
  tx: Tx,
  ids: readonly string[],
): Promise<(id: string) => ReviewCounts> {
  const rows = await tx.$queryRaw<({ id: string } & ReviewCounts)[]>`
    SELECT "reviewId" AS id, count(*)::int AS people,
      count(*) FILTER (WHERE "byRole")::int AS "byRole",
      count(*) FILTER (WHERE verdict = 'keep')::int AS kept,
      count(*) FILTER (WHERE verdict = 'revoke')::int AS revoked,
      count(*) FILTER (WHERE verdict IS NULL AND NOT "byRole")::int AS undecided
    FROM review_item WHERE "reviewId" = ANY(${[...ids]}::text[]) GROUP BY 1`;
  const counts = new Map(rows.map(({ id, ...count }) => [id, count]));
  return (id) => counts.get(id) ?? NONE;
}

const SHOWN: Readonly<Record<ItemsShown, Prisma.ReviewItemWhereInput>> = {
  all: {},
  undecided: { verdict: null, byRole: false },
  keep: { verdict: "keep" },
  revoke: { verdict: "revoke" },
};

export async function pageItems(
  tx: Tx,
  page: {
    readonly reviewId: string;
    readonly shown: ItemsShown;
    readonly afterNumber: number;
    readonly rowsMax: number;
  },
): Promise<ReviewItem[]> {
  const rows = await tx.reviewItem.findMany({
    where: { reviewId: page.reviewId, number: { gt: page.afterNumber }, ...SHOWN[page.shown] },
    select: ITEM,
    orderBy: { number: "asc" },
    take: page.rowsMax,
  });
  return rows.map(toItem);
}

export async function findItems(
  tx: Tx,
  reviewId: string,
  numbers: readonly number[],
): Promise<ReviewItem[]> {
  const rows = await tx.reviewItem.findMany({
    where: { reviewId, number: { in: [...numbers] } },
    select: ITEM,
    orderBy: { number: "asc" },
  });
  return rows.map(toItem);
}

export interface Decided {
  readonly reviewId: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly actor: Actor;
  readonly at: Date;
}

/** Compare-and-set on the version; false when somebody decided meanwhile. */
export async function saveDecision(
  tx: Tx,
  decided: Decided,
  item: { readonly number: number; readonly version: number },
): Promise<boolean> {
  const { count } = await tx.reviewItem.updateMany({
    where: { reviewId: decided.reviewId, number: item.number, version: item.version },
    data: { ...decisionColumns(decided), version: item.version + 1 },
  });
  return count === 1;
}

/** Decides about everyone who is left, but for the one who decides; says how many that were. */
export async function saveDecisionForRest(tx: Tx, decided: Decided): Promise<number> {
  const { reviewId, actor } = decided;
  const { count } = await tx.reviewItem.updateMany({
    where: { reviewId, ...SHOWN.undecided, userId: { not: actor.userId } },
    data: { ...decisionColumns(decided), version: { increment: 1 } },
  });
  return count;
}

function decisionColumns({ verdict, reason, actor, at }: Decided) {
  const { userId: decidedById, name: decidedByName } = actor;
  return { verdict, reason, decidedById, decidedByName, decidedAt: at };
}

export async function saveOutcomes(
  tx: Tx,
  reviewId: string,
  outcomes: readonly { readonly number: number; readonly outcome: Outcome }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE review_item i SET outcome = x.outcome
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS x(number int, outcome jsonb)
    WHERE i."reviewId" = ${reviewId} AND i.number = x.number`;
}

export interface ReviewEnd {
  readonly state: ReviewState;
  readonly endedAt: Date;
  readonly endedBy: Actor;
  readonly linesDigest: string | null;
  readonly csvDigest: string | null;
}

export async function endReview(tx: Tx, id: string, end: ReviewEnd): Promise<void> {
  const { state, endedAt, endedBy, linesDigest, csvDigest } = end;
  await tx.accessReview.update({
    where: { id },
    data: {
      ...{ state, endedAt, linesDigest, csvDigest },
      ...{ endedById: endedBy.userId, endedByName: endedBy.name },
    },
    select: { id: true },
  });
}

function toReview(row: ReviewColumns): ReviewRecord {
  const { id, periodDays, startedAt, startedByName, endedAt, endedByName } = row;
  return {
    ...{ id, periodDays, startedAt, startedByName, endedAt, endedByName },
    subject: { kind: row.subjectKind as SubjectKind, id: row.subjectId, name: row.subjectName },
    state: row.state as ReviewState,
    ...{ linesDigest: row.linesDigest, csvDigest: row.csvDigest },
  };
}

function toItem(row: ItemColumns): ReviewItem {
  return {
    ...row,
    userId: row.userId as UserId,
    status: row.status === "active" ? "active" : "inactive",
    groups: row.groups as unknown as HeldGroup[],
    kinds: row.kinds as ReviewItem["kinds"],
    verdict: row.verdict as Verdict | null,
    outcome: row.outcome as Outcome | null,
  };
}
