import type { Actor } from "@/domain/people/user";
import type { Deps } from "../deps";
import { digestsOf, everyItem } from "./evidence";
import { reviewAbsent, seenReview } from "./find-review";

/** Whether the stored result still gives the digests that were kept when the review was completed. */
export async function verifyReview(
  deps: Deps,
  actor: Actor,
  id: string,
): Promise<{ unchanged: boolean }> {
  const { review } = await seenReview(deps.db.read, actor, id);
  if (review.linesDigest === null) throw reviewAbsent(id);
  const now = digestsOf(review, await everyItem(deps.db.read, id));
  return { unchanged: now.jsonl === review.linesDigest && now.csv === review.csvDigest };
}
