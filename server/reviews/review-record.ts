import type { Review } from "@/domain/reviews/review";

/** How far a review is. */
export interface ReviewCounts {
  readonly people: number;
  /** Listed, not decided: the role gives them access. */
  readonly byRole: number;
  readonly kept: number;
  readonly revoked: number;
  readonly undecided: number;
}

export interface ReviewRecord extends Review {
  readonly linesDigest: string | null;
  readonly csvDigest: string | null;
}

export type ItemsShown = "all" | "undecided" | "keep" | "revoke";
