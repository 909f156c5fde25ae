import { Refusal } from "@/domain/refusal";
import {
  type Decision,
  type DecisionObjection,
  objectionToDeciding,
  objectionToDecision,
} from "@/domain/reviews/decide-review";
import type { ReviewItem } from "@/domain/reviews/review";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { auditSubject, lockOpenReview, reviewEnded } from "./find-review";
import { findItems, saveDecision } from "./store";

export interface DecideForm extends Decision {
  readonly id: string;
  /** The items as they were seen; a newer version means that somebody decided meanwhile. */
  readonly items: readonly { readonly number: number; readonly version: number }[];
}

/** Keeps or revokes; about all of them, or, when one cannot be decided so, about none. */
export async function decideItems(
  deps: Deps,
  by: Administrator,
  form: DecideForm,
): Promise<{ decided: number }> {
  const { id, verdict } = form;
  const reason = form.reason.trim();
  refuseFor(objectionToDecision({ verdict, reason }));
  await deps.db.transaction(async (tx) => {
    const review = await lockOpenReview(tx, by.actor, id);
    const items = await seenItems(tx, form);
    for (const item of items) refuseFor(objectionToDeciding(by.actor, review, item));
    for (const item of items) {
      const decided = { reviewId: id, verdict, reason, actor: by.actor, at: deps.now() };
      if (!(await saveDecision(tx, decided, item))) throw changed(item);
      await recordAudit(tx, {
        ...{ ...by, event: "review.decided", subject: auditSubject(review) },
        before: { person: item.email, verdict: item.verdict, reason: item.reason },
        after: { id, person: item.email, verdict, reason },
      });
    }
  });
  return { decided: form.items.length };
}

async function seenItems(tx: Tx, { id, items }: DecideForm): Promise<ReviewItem[]> {
  const found = await findItems(
    tx,
    id,
    items.map(({ number }) => number),
  );
  for (const { number, version } of items) {
    const item = found.find((one) => one.number === number);
    if (item === undefined) {
      throw new Refusal("INPUT.INVALID", `The review has no person number ${number}.`, {
        field: "items",
      });
    }
    if (item.version !== version) throw changed(item);
  }
  return found;
}

function changed({ name, decidedByName, verdict }: ReviewItem): Refusal {
  const how = verdict === null ? "changed" : `decided to ${verdict}`;
  return new Refusal("REVIEW.CHANGED", `${decidedByName ?? "Somebody"} ${how} ${name} meanwhile.`);
}

const REFUSED: Readonly<Record<DecisionObjection, () => Refusal>> = {
  "not-open": () => reviewEnded({ state: "completed" }),
  "given-by-role": () =>
    new Refusal("REVIEW.BY_ROLE", "Their role gives this access, whatever is decided here."),
  "own-access": () =>
    new Refusal("REVIEW.OWN_ACCESS", "Nobody decides about their own access, admins neither."),
  "reason-missing": () =>
    new Refusal("INPUT.INVALID", "Say why the access is revoked.", { field: "reason" }),
};

function refuseFor(objection: DecisionObjection | null): void {
  if (objection !== null) throw REFUSED[objection]();
}
