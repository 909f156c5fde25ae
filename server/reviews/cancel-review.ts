import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { auditSubject, lockOpenReview } from "./find-review";
import { endReview } from "./store";

/** Ends a review without doing anything; what was decided stays to be read. */
export async function cancelReview(
  deps: Deps,
  by: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    const review = await lockOpenReview(tx, by.actor, id);
    await endReview(tx, id, {
      ...{ state: "cancelled", endedAt: deps.now(), endedBy: by.actor },
      ...{ linesDigest: null, csvDigest: null },
    });
    const subject = auditSubject(review);
    await recordAudit(tx, { ...{ ...by, event: "review.cancelled", subject }, after: { id } });
  });
  return {};
}
