import { may } from "../people/permission";
import type { Actor } from "../people/user";
import { canMove, type Review, type ReviewItem, type ReviewSubject, type Verdict } from "./review";

/** Who looks at reviews, with the groups they answer for. */
export interface Reviewer {
  readonly actor: Actor;
  /** Ids of groups. */
  readonly ownedGroups: readonly string[];
}

export type DecisionObjection = "not-open" | "given-by-role" | "own-access" | "reason-missing";

export interface Decision {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Whether the review exists for this person at all. */
export function maySeeReview(reviewer: Reviewer, subject: Pick<ReviewSubject, "kind" | "id">) {
  const { actor } = reviewer;
  if (actor.status !== "active" || !may(actor, "reviews:see")) return false;
  return may(actor, "reviews:seeAll") || ownsSubject(reviewer, subject);
}

/** Whether they may start, decide, complete and cancel a review of this subject. */
export function mayReview(reviewer: Reviewer, subject: Pick<ReviewSubject, "kind" | "id">) {
  const { actor } = reviewer;
  if (actor.status !== "active" || !may(actor, "reviews:decide")) return false;
  return may(actor, "reviews:manage") || ownsSubject(reviewer, subject);
}

/** Whether there are any reviews for this person. */
export function hasReviews({ actor, ownedGroups }: Reviewer): boolean {
  if (actor.status !== "active" || !may(actor, "reviews:see")) return false;
  return may(actor, "reviews:seeAll") || ownedGroups.length > 0;
}

/** A connection is opened by several groups, so that no owner of one of them answers for it. */
function ownsSubject({ ownedGroups }: Reviewer, { kind, id }: Pick<ReviewSubject, "kind" | "id">) {
  return kind === "group" && ownedGroups.includes(id);
}

/**
 * Why this person may not decide about this item at all, or null. Nobody confirms their own access,
 * admins neither: a review is a second pair of eyes.
 */
export function objectionToDeciding(
  actor: Actor,
  review: Pick<Review, "state">,
  item: Pick<ReviewItem, "userId" | "byRole">,
): Exclude<DecisionObjection, "reason-missing"> | null {
  if (!canMove(review.state, "completed")) return "not-open";
  if (item.byRole) return "given-by-role";
  if (item.userId === actor.userId) return "own-access";
  return null;
}

/** Why this decision cannot be taken as it is, or null. */
export function objectionToDecision({ verdict, reason }: Decision): "reason-missing" | null {
  return verdict === "revoke" && reason.trim() === "" ? "reason-missing" : null;
}

/** What a review still waits for before it can be completed. */
export function isUndecided(item: Pick<ReviewItem, "verdict" | "byRole">): boolean {
  return item.verdict === null && !item.byRole;
}
