import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { ownSessionsOf } from "@/domain/policy/decide-session";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import type { SessionFilter } from "./filter";
import type { SessionSummary } from "./session-record";
import { countSessions, pageSessions, type SessionPosition } from "./store";

const DAYS = { day: 1, week: 7, month: 30 } as const;
const DAY_MS = 24 * 3600 * 1000;

export interface SessionPage {
  readonly rows: readonly SessionSummary[];
  readonly nextCursor: string | null;
  /** Of the whole filter, not of the page. */
  readonly total: number;
}

/** Newest first. A member's list holds their own sessions, whatever they filter by. */
export async function listSessions(
  deps: Deps,
  actor: Actor,
  filter: SessionFilter,
): Promise<SessionPage> {
  const { period, cursor, limit, connection, state, masked, text, owner, guardrail } = filter;
  const seesAll = may(actor, "sessions:seeAll");
  const own = ownSessionsOf(actor);
  const where = {
    ...{ connection, state, masked, text, guardrail },
    ownerId: seesAll ? undefined : own.ownerId,
    signInId: seesAll ? undefined : (own.signInId ?? undefined),
    ownerEmail: owner?.toLowerCase(),
    since: period === "all" ? undefined : new Date(deps.now().getTime() - DAYS[period] * DAY_MS),
  };
  const after = cursor === undefined ? null : readCursor(cursor);
  const [rows, total] = await Promise.all([
    pageSessions(deps.db.read, { where, after, rowsMax: limit + 1 }),
    countSessions(deps.db.read, where),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page, nextCursor: more ? writeCursor(last) : null, total };
}

function writeCursor(last: SessionSummary): string {
  return `${last.startedAt.getTime()}.${last.id}`;
}

function readCursor(cursor: string): SessionPosition {
  const match = /^(\d{1,15})\.(ses_[0-9a-z]{1,36})$/.exec(cursor);
  if (match === null) throw new Refusal("INPUT.INVALID", "The cursor is not one of this list.");
  return { startedAt: new Date(Number(match[1])), id: match[2] ?? "" };
}
