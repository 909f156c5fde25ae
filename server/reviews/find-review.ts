import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { mayReview, maySeeReview } from "@/domain/reviews/decide-review";
import { canMove } from "@/domain/reviews/review";
import type { Tx } from "../db/db";
import type { ReviewRecord } from "./review-record";
import { reviewerOf } from "./reviewer";
import { findReview, lockReview } from "./store";

export interface SeenReview {
  readonly review: ReviewRecord;
  readonly mayDecide: boolean;
}

/** One review; what this person may not see answers exactly like what does not exist. */
export async function seenReview(tx: Tx, actor: Actor, id: string): Promise<SeenReview> {
  const [reviewer, review] = [await reviewerOf(tx, actor), await findReview(tx, id)];
  if (review === null || !maySeeReview(reviewer, review.subject)) throw reviewAbsent(id);
  return { review, mayDecide: mayReview(reviewer, review.subject) };
}

/** The review, locked, for somebody who may decide in it. Refuses one that has ended. */
export async function lockOpenReview(tx: Tx, actor: Actor, id: string): Promise<ReviewRecord> {
  const [reviewer, review] = [await reviewerOf(tx, actor), await lockReview(tx, id)];
  if (review === null || !mayReview(reviewer, review.subject)) throw reviewAbsent(id);
  if (!canMove(review.state, "completed")) throw reviewEnded(review);
  return review;
}

export function reviewAbsent(id: string): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", `There is no access review ${id} for you.`);
}

export function reviewEnded({ state }: Pick<ReviewRecord, "state">): Refusal {
  return new Refusal("REVIEW.NOT_OPEN", `This access review is ${state}.`, { state });
}

/** What the audit trail calls a review: `group sales`. */
export function auditSubject({ subject }: Pick<ReviewRecord, "subject">): string {
  return `${subject.kind} ${subject.name}`;
}
