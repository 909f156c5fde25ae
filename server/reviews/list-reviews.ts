import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { hasReviews } from "@/domain/reviews/decide-review";
import type { Deps } from "../deps";
import type { ReviewCounts, ReviewRecord } from "./review-record";
import { reviewerOf } from "./reviewer";
import { countItems, pageReviews, type ReviewPosition } from "./store";

export interface ReviewsPage {
  readonly rows: readonly { readonly review: ReviewRecord; readonly counts: ReviewCounts }[];
  readonly nextCursor: string | null;
}

/** Newest first. An owner's list holds the reviews of their groups; who has none, has no list. */
export async function listReviews(
  deps: Deps,
  actor: Actor,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<ReviewsPage> {
  const reviewer = await reviewerOf(deps.db.read, actor);
  if (!hasReviews(reviewer)) throw new Refusal("ACCESS.ROLE", "Your role does not include this.");
  const seesAll = may(actor, "reviews:seeAll");
  const rows = await pageReviews(deps.db.read, {
    groupIds: seesAll ? null : reviewer.ownedGroups,
    after: cursor === undefined ? null : readCursor(cursor),
    rowsMax: limit + 1,
  });
  const page = rows.slice(0, limit);
  const countsOf = await countItems(
    deps.db.read,
    page.map(({ id }) => id),
  );
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: page.map((review) => ({ review, counts: countsOf(review.id) })),
    nextCursor: more ? `${last.startedAt.getTime()}.${last.id}` : null,
  };
}

function readCursor(cursor: string): ReviewPosition {
  const match = /^(\d{1,15})\.(rev_[0-9a-z]{1,36})$/.exec(cursor);
  if (match === null) throw new Refusal("INPUT.INVALID", "The cursor is not one of this list.");
  return { startedAt: new Date(Number(match[1])), id: match[2] ?? "" };
}
