import type { Actor } from "@/domain/people/user";
import type { Review, ReviewItem } from "@/domain/reviews/review";
import type { Deps } from "../deps";
import { seenReview } from "./find-review";
import type { ItemsShown } from "./review-record";
import { pageItems } from "./store";

export interface ItemsForm {
  readonly id: string;
  readonly shown: ItemsShown;
  readonly cursor?: number | null | undefined;
  readonly limit: number;
}

export interface ItemsPage {
  readonly review: Review;
  readonly mayDecide: boolean;
  readonly items: readonly ReviewItem[];
  readonly nextCursor: number | null;
}

/** People of a review by name, a page at a time. */
export async function listItems(deps: Deps, actor: Actor, form: ItemsForm): Promise<ItemsPage> {
  const { review, mayDecide } = await seenReview(deps.db.read, actor, form.id);
  const rows = await pageItems(deps.db.read, {
    ...{ reviewId: form.id, shown: form.shown, afterNumber: form.cursor ?? 0 },
    rowsMax: form.limit + 1,
  });
  const items = rows.slice(0, form.limit);
  const last = items.at(-1);
  const more = rows.length > form.limit && last !== undefined;
  return { review, mayDecide, items, nextCursor: more ? last.number : null };
}
