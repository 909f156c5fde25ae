import { createHash } from "node:crypto";
import { EVIDENCE_FORMATS, type EvidenceFormat, evidenceOf } from "@/domain/reviews/evidence";
import type { Review, ReviewItem } from "@/domain/reviews/review";
import { REVIEW_LIMITS } from "@/domain/reviews/review";
import type { Tx } from "../db/db";
import { pageItems } from "./store";

export type Digests = Readonly<Record<EvidenceFormat, string>>;

/** Everybody in the review: bounded, because the review is. */
export async function everyItem(tx: Tx, reviewId: string): Promise<ReviewItem[]> {
  const rowsMax = REVIEW_LIMITS.itemsMax;
  return await pageItems(tx, { reviewId, shown: "all", afterNumber: 0, rowsMax });
}

/** SHA-256 of each file as it would be exported now: what `sha256sum` says of it. */
export function digestsOf(review: Review, items: readonly ReviewItem[]): Digests {
  const [jsonl, csv] = EVIDENCE_FORMATS.map((format) =>
    createHash("sha256").update(evidenceOf({ review, items }, format)).digest("hex"),
  );
  return { jsonl: jsonl ?? "", csv: csv ?? "" };
}
