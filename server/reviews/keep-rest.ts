import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { auditSubject, lockOpenReview } from "./find-review";
import { saveDecisionForRest } from "./store";

/** Keeps everyone about whom nothing was decided, but for the one who decides. */
export async function keepRest(
  deps: Deps,
  by: Administrator,
  id: string,
): Promise<{ decided: number }> {
  return await deps.db.transaction(async (tx) => {
    const review = await lockOpenReview(tx, by.actor, id);
    const decided = await saveDecisionForRest(tx, {
      ...{ reviewId: id, verdict: "keep", reason: "", actor: by.actor, at: deps.now() },
    });
    await recordAudit(tx, {
      ...{ ...by, event: "review.restKept", subject: auditSubject(review) },
      after: { id, kept: decided },
    });
    return { decided };
  });
}
