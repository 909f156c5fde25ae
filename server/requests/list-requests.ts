import type { Actor } from "@/domain/people/user";
import { requestsVisibleTo } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import type { RequestFilter } from "./form";
import {
  countRequests,
  pageRequests,
  type RequestPosition,
  type RequestSummary,
} from "./list/store";

export interface RequestPage {
  readonly rows: readonly RequestSummary[];
  readonly nextCursor: string | null;
  /** Of the whole filter, not of the page. */
  readonly total: number;
}

/** Newest first, of those that this person may see. */
export async function listRequests(
  deps: Deps,
  actor: Actor,
  { box, states, kind, text, cursor, limit }: RequestFilter,
): Promise<RequestPage> {
  const where = {
    ...{ reach: requestsVisibleTo(actor), userId: actor.userId, box, kind, text },
    states: states === undefined || states.length === 0 ? undefined : states,
  };
  const after = cursor === undefined ? null : readCursor(cursor);
  const [rows, total] = await Promise.all([
    pageRequests(deps.db.read, { where, after, rowsMax: limit + 1 }),
    countRequests(deps.db.read, where),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { rows: page, nextCursor: more ? writeCursor(last) : null, total };
}

/** How many wait for this person's decision: what the navigation shows. */
export async function countForMe(deps: Deps, actor: Actor): Promise<number> {
  return await countRequests(deps.db.read, {
    ...{ reach: requestsVisibleTo(actor), userId: actor.userId, box: "for-me" },
    ...{ states: undefined, kind: undefined, text: undefined },
  });
}

function writeCursor(last: RequestSummary): string {
  return `${last.createdAt.getTime()}.${last.id}`;
}

function readCursor(cursor: string): RequestPosition {
  const match = /^(\d{1,15})\.(req_[0-9a-z]{1,36})$/.exec(cursor);
  if (match === null) throw new Refusal("INPUT.INVALID", "The cursor is not one of this list.");
  return { createdAt: new Date(Number(match[1])), id: match[2] ?? "" };
}
