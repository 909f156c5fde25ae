import { Refusal } from "@/domain/refusal";
import type { SubjectKind } from "@/domain/reviews/review";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { auditSubject } from "./find-review";
import { findSubject } from "./find-subject";
import { insertItems, insertReview } from "./store";
import { takeSnapshot } from "./take-snapshot";

const DAY_MS = 24 * 3600 * 1000;

export interface ReviewForm {
  readonly kind: SubjectKind;
  readonly name: string;
  readonly periodDays: number;
}

/** Begins a review with everybody as they are now. One subject has one open review. */
export async function startReview(
  deps: Deps,
  { actor, origin }: Administrator,
  form: ReviewForm,
): Promise<{ id: string }> {
  const found = await findSubject(deps, actor, form);
  const { subject } = found;
  const { periodDays } = form;
  const startedAt = deps.now();
  const id = deps.newId("rev");
  await deps.db.transaction(async (tx) => {
    const review = { id, subject, periodDays, startedAt, startedBy: actor };
    if (!(await insertReview(tx, review))) {
      throw new Refusal("REVIEW.EXISTS", `${subject.name} is being reviewed already.`);
    }
    const { roleMappings: mappings } = await readSignInSettings(deps, tx);
    const since = new Date(startedAt.getTime() - periodDays * DAY_MS);
    const items = await takeSnapshot(tx, found, { since, mappings });
    await insertItems(tx, id, items);
    await recordAudit(tx, {
      ...{ actor, origin, event: "review.started", subject: auditSubject({ subject }) },
      after: { id, periodDays, people: items.length },
    });
  });
  return { id };
}
