import { may } from "@/domain/people/permission";
import { type EvidenceFormat, evidenceOf } from "@/domain/reviews/evidence";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { everyItem } from "./evidence";
import { auditSubject, reviewAbsent, seenReview } from "./find-review";

/** The evidence of a completed review as a file. Who took it away is audited. */
export async function exportReview(
  deps: Deps,
  by: Administrator,
  { id, format }: { readonly id: string; readonly format: EvidenceFormat },
): Promise<string> {
  if (!may(by.actor, "reviews:see")) throw reviewAbsent(id);
  return await deps.db.transaction(async (tx) => {
    const { review } = await seenReview(tx, by.actor, id);
    if (review.state !== "completed") throw reviewAbsent(id);
    const items = await everyItem(tx, id);
    await recordAudit(tx, {
      ...{ ...by, event: "review.exported", subject: auditSubject(review) },
      after: { id, format },
    });
    return evidenceOf({ review, items }, format);
  });
}
