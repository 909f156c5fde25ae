import type { Actor } from "@/domain/people/user";
import { objectionToDeciding } from "@/domain/reviews/decide-review";
import { describeOutcome } from "@/domain/reviews/evidence";
import type { ReviewItem } from "@/domain/reviews/review";
import type { ReviewView } from "./get-review";
import type { ItemsPage } from "./list-items";
import type { ReviewCounts, ReviewRecord } from "./review-record";

export function presentReview({
  review,
  counts,
}: {
  readonly review: ReviewRecord;
  readonly counts: ReviewCounts;
}) {
  const { id, subject, state, periodDays, startedAt, startedByName, endedAt, endedByName } = review;
  return {
    ...{ id, state, periodDays, startedAt, startedByName, endedAt, endedByName, counts },
    subject: { kind: subject.kind, name: subject.name },
  };
}

export function presentReviewDetail(view: ReviewView) {
  const { review, mayDecide, owners, opens } = view;
  const { linesDigest, csvDigest } = review;
  return {
    ...presentReview(view),
    ...{ mayDecide: mayDecide && review.state === "open", opens },
    owners: owners?.map(({ name, email }) => ({ name, email })) ?? null,
    digests:
      linesDigest === null || csvDigest === null ? null : { jsonl: linesDigest, csv: csvDigest },
  };
}

export function presentItems(actor: Actor, { review, mayDecide, items, nextCursor }: ItemsPage) {
  const rows = items.map((item) => ({
    ...presentItem(item),
    /** Why this person cannot decide about it; null when they can. */
    objection: mayDecide ? objectionToDeciding(actor, review, item) : ("not-open" as const),
  }));
  return { rows, nextCursor };
}

function presentItem(item: ReviewItem) {
  const { number, name, email, status, byRole, lastUsedAt, sessions, kinds, version } = item;
  const { verdict, reason, decidedByName, decidedAt, outcome } = item;
  return {
    ...{ number, name, email, status, byRole, lastUsedAt, sessions, kinds, version },
    ...{ verdict, reason, decidedByName, decidedAt },
    groups: item.groups.map((group) => ({ name: group.name, sources: group.sources })),
    outcome: outcome && { kind: outcome.kind, words: describeOutcome(outcome) },
  };
}
