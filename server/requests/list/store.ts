import type { RequestReach } from "@/domain/policy/decide-request";
import type { Demand } from "@/domain/requests/demand";
import type { RequestKind, RequestState } from "@/domain/requests/request";
import type { Risk } from "@/domain/statements/assess-risk";
import { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../../db/db";
import { literalPattern } from "../../db/literal-pattern";

const COMMAND_CHARACTERS_SHOWN = 500;

/** Which of the requests that a person may see: to decide, their own, or all. */
export const BOXES = ["for-me", "mine", "all"] as const;
export type Box = (typeof BOXES)[number];

export interface RequestWhere {
  readonly reach: RequestReach;
  readonly userId: string;
  readonly box: Box;
  readonly states: readonly RequestState[] | undefined;
  readonly kind: RequestKind | undefined;
  readonly text: string | undefined;
}

export interface RequestPosition {
  readonly createdAt: Date;
  readonly id: string;
}

export interface RequestSummary {
  readonly id: string;
  readonly kind: RequestKind;
  readonly state: RequestState;
  readonly requesterId: string | null;
  readonly requesterName: string;
  readonly requesterEmail: string;
  readonly connectionName: string;
  readonly command: string;
  readonly commandCut: boolean;
  readonly revision: number;
  readonly reason: string;
  readonly durationSeconds: number | null;
  readonly demands: readonly Demand[];
  readonly risk: Risk;
  readonly forced: boolean;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  readonly because: string | null;
  readonly sessionId: string | null;
}

export async function pageRequests(
  tx: Tx,
  page: {
    readonly where: RequestWhere;
    readonly after: RequestPosition | null;
    readonly rowsMax: number;
  },
): Promise<RequestSummary[]> {
  const { where, after, rowsMax } = page;
  const all = [
    ...conditions(where),
    ...(after === null
      ? []
      : [Prisma.sql`(r."createdAt", r.id) < (${after.createdAt}, ${after.id})`]),
  ];
  const rows = await tx.$queryRaw<SummaryColumns[]>`
    SELECT ${SUMMARY} FROM access_request r WHERE ${Prisma.join(all, " AND ")}
    ORDER BY r."createdAt" DESC, r.id DESC LIMIT ${rowsMax}`;
  return rows.map(toSummary);
}

interface Earlier {
  readonly reach: RequestReach;
  readonly than: {
    readonly id: string;
    readonly requesterId: string;
    readonly connectionName: string;
    readonly createdAt: Date;
  };
  readonly rowsMax: number;
}

/** What the same person asked for before, within somebody's reach; on the same connection first. */
export async function findEarlier(
  tx: Tx,
  { reach, than, rowsMax }: Earlier,
): Promise<RequestSummary[]> {
  const rows = await tx.$queryRaw<SummaryColumns[]>`
    SELECT ${SUMMARY} FROM access_request r
    WHERE r."requesterId" = ${than.requesterId} AND ${reachOf({ reach })}
      AND (r."createdAt", r.id) < (${than.createdAt}, ${than.id})
    ORDER BY (r."connectionName" = ${than.connectionName}) DESC, r."createdAt" DESC, r.id DESC
    LIMIT ${rowsMax}`;
  return rows.map(toSummary);
}

type SummaryColumns = Omit<RequestSummary, "commandCut"> & { readonly characters: number };

const SUMMARY = Prisma.sql`r.id, r.kind, r.state, r."requesterId", r."requesterName",
  r."requesterEmail", r."connectionName", left(r.command, ${COMMAND_CHARACTERS_SHOWN}::int) AS command,
  length(r.command) AS characters, r.revision, r.reason, r."durationSeconds", r.demands, r.risk,
  r.forced, r."createdAt", r."expiresAt", r."endsAt", r."endedAt", r.because, r."sessionId"`;

function toSummary({ characters, ...row }: SummaryColumns): RequestSummary {
  return { ...row, commandCut: characters > COMMAND_CHARACTERS_SHOWN };
}

export async function countRequests(tx: Tx, where: RequestWhere): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM access_request r
    WHERE ${Prisma.join(conditions(where), " AND ")}`;
  return Number(row?.total ?? 0);
}

function conditions(where: RequestWhere): Prisma.Sql[] {
  const { states, kind, text } = where;
  return [
    reachOf(where),
    boxOf(where),
    ...(states === undefined ? [] : [Prisma.sql`r.state = ANY(${[...states]}::text[])`]),
    ...(kind === undefined ? [] : [Prisma.sql`r.kind = ${kind}`]),
    ...(text === undefined || text === "" ? [] : [matching(text)]),
  ];
}

function reachOf({ reach }: Pick<RequestWhere, "reach">): Prisma.Sql {
  switch (reach.kind) {
    case "all":
      return Prisma.sql`true`;
    case "none":
      return Prisma.sql`false`;
    case "some":
      return Prisma.sql`(r."requesterId" = ${reach.requesterId} OR ${decidedBy(reach.approverOf)})`;
  }
}

function boxOf({ box, reach, userId }: RequestWhere): Prisma.Sql {
  if (box === "all") return Prisma.sql`true`;
  if (box === "mine") return Prisma.sql`r."requesterId" = ${userId}`;
  const groups = reach.kind === "some" ? reach.approverOf : null;
  return Prisma.sql`r.state IN ('pending', 'proposed')
    AND r."requesterId" IS DISTINCT FROM ${userId} AND ${groups === null ? ofOwnGroups(userId) : decidedBy(groups)}
    AND NOT EXISTS (SELECT FROM access_vote v WHERE v."requestId" = r.id
      AND v.revision = r.revision AND v."userId" = ${userId})`;
}

function decidedBy(groups: readonly string[]): Prisma.Sql {
  return Prisma.sql`r.id IN (SELECT a."requestId" FROM access_request_group a
    JOIN "group" g ON g.id = a."groupId" WHERE g.name = ANY(${[...groups]}::text[]))`;
}

/** Who sees everything still has an inbox of what waits for their own groups. */
function ofOwnGroups(userId: string): Prisma.Sql {
  return Prisma.sql`r.id IN (SELECT a."requestId" FROM access_request_group a
    JOIN membership m ON m."groupId" = a."groupId" WHERE m."userId" = ${userId})`;
}

function matching(text: string): Prisma.Sql {
  const pattern = literalPattern(text);
  return Prisma.sql`(r.command ILIKE ${pattern} OR r."requesterName" ILIKE ${pattern}
    OR r."requesterEmail" ILIKE ${pattern} OR r."connectionName" ILIKE ${pattern}
    OR r.reason ILIKE ${pattern} OR r.id = ${text})`;
}
