import type { Tx } from "../../db/db";

const REQUESTERS_MAX = 10;

export interface RequestStatistics {
  readonly total: number;
  readonly approved: number;
  readonly rejected: number;
  readonly expired: number;
  /** Approved without a vote, by breaking the glass. */
  readonly forced: number;
  /** Seconds from asking to the decision, of those that people decided; `null` when there are none. */
  readonly decidedSecondsMedian: number | null;
  readonly decidedSecondsP95: number | null;
  readonly topRequesters: readonly {
    readonly name: string;
    readonly email: string;
    readonly requests: number;
  }[];
}

/** Of requests made since an instant. What approved itself was decided by nobody and has no time. */
export async function readStatistics(tx: Tx, since: Date): Promise<RequestStatistics> {
  const [counts] = await tx.$queryRaw<Omit<RequestStatistics, "topRequesters">[]>`
    WITH asked AS (
      SELECT r.*, EXISTS (SELECT FROM access_vote v WHERE v."requestId" = r.id) AS voted
      FROM access_request r WHERE r."createdAt" >= ${since}),
    decided AS (
      SELECT extract(epoch FROM coalesce("approvedAt", "endedAt") - "createdAt")::float8 AS seconds
      FROM asked WHERE voted AND ("approvedAt" IS NOT NULL OR state = 'rejected'))
    SELECT count(*)::int AS total,
      count(*) FILTER (WHERE "approvedAt" IS NOT NULL)::int AS approved,
      count(*) FILTER (WHERE state = 'rejected')::int AS rejected,
      count(*) FILTER (WHERE state = 'expired' AND "approvedAt" IS NULL)::int AS expired,
      count(*) FILTER (WHERE forced)::int AS forced,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FROM decided)
        AS "decidedSecondsMedian",
      (SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) FROM decided)
        AS "decidedSecondsP95"
    FROM asked`;
  const topRequesters = await tx.$queryRaw<{ name: string; email: string; requests: number }[]>`
    SELECT max("requesterName") AS name, "requesterEmail" AS email, count(*)::int AS requests
    FROM access_request WHERE "createdAt" >= ${since}
    GROUP BY "requesterEmail" ORDER BY count(*) DESC, "requesterEmail" LIMIT ${REQUESTERS_MAX}`;
  return { ...(counts ?? NOTHING), topRequesters };
}

const NOTHING = {
  ...{ total: 0, approved: 0, rejected: 0, expired: 0, forced: 0 },
  ...{ decidedSecondsMedian: null, decidedSecondsP95: null },
};
