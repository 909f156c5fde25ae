import type { RoleMapping } from "@/domain/people/role";
import { Refusal } from "@/domain/refusal";
import { isUndecided } from "@/domain/reviews/decide-review";
import { groupsLeft, type Outcome, outcomeOf } from "@/domain/reviews/outcome";
import type { ReviewItem, ReviewSubject } from "@/domain/reviews/review";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { leaveGroups } from "../people/leave-groups";
import { endSessionsThatLostAccess } from "../sessions/end-lost-sessions";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { accessGroupsOf, lockRights, membershipsNow } from "./access/store";
import { byPerson } from "./by-person";
import { digestsOf, everyItem } from "./evidence";
import { auditSubject, lockOpenReview } from "./find-review";
import { requireAdminLeft } from "./require-admin-left";
import { endReview, saveOutcomes } from "./store";

const NAMES_SAID_MAX = 5;

interface Concluded {
  readonly item: ReviewItem;
  readonly outcome: Outcome;
}

/**
 * Ends a review in which everybody is decided: takes away what was revoked, notes what became of each
 * verdict and the digests of the result, all in one transaction; then cuts what they still run.
 */
export async function completeReview(
  deps: Deps,
  by: Administrator,
  id: string,
): Promise<{ removed: number; notRemoved: number }> {
  const concluded = await deps.db.transaction(async (tx) => {
    await lockRights(tx);
    const review = await lockOpenReview(tx, by.actor, id);
    const items = await everyItem(tx, id);
    requireDecided(items);
    const all = await conclude(tx, review.subject, items);
    const { roleMappings: mappings } = await readSignInSettings(deps, tx);
    await carryOut(tx, by, { id, concluded: all, mappings });
    await saveOutcomes(
      tx,
      id,
      all.map(({ item, outcome }) => ({ number: item.number, outcome })),
    );
    const ended = { state: "completed", endedAt: deps.now(), endedByName: by.actor.name } as const;
    const digests = digestsOf({ ...review, ...ended }, await everyItem(tx, id));
    const stored = { linesDigest: digests.jsonl, csvDigest: digests.csv };
    await endReview(tx, id, { ...ended, endedBy: by.actor, ...stored });
    await recordAudit(tx, {
      ...{ ...by, event: "review.completed", subject: auditSubject(review) },
      after: { id, people: items.length, ...tally(all), ...stored },
    });
    return all;
  });
  await endWhatTheyRun(deps, concluded);
  return tally(concluded);
}

function requireDecided(items: readonly ReviewItem[]): void {
  const left = items.filter(isUndecided);
  if (left.length === 0) return;
  const names = left.slice(0, NAMES_SAID_MAX).map(({ name }) => name);
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : "";
  const because = `Not decided yet: ${names.join(", ")}${more}.`;
  throw new Refusal("REVIEW.UNDECIDED", because, { undecided: left.length });
}

/** What becomes of each verdict, by what people hold at this moment. */
async function conclude(
  tx: Tx,
  subject: ReviewSubject,
  items: readonly ReviewItem[],
): Promise<Concluded[]> {
  const giving = subject.kind === "group" ? [subject.id] : await accessGroupsOf(tx, subject.id);
  const revoked = items.filter(({ verdict }) => verdict === "revoke");
  const held = await membershipsNow(
    tx,
    revoked.map(({ userId }) => userId),
    giving,
  );
  const heldBy = byPerson(held);
  return items.map((item) => ({ item, outcome: outcomeOf(item, heldBy(item.userId)) }));
}

interface CarryOrder {
  readonly id: string;
  readonly concluded: readonly Concluded[];
  readonly mappings: readonly RoleMapping[];
}

/** In the order of ids, so that two changes of the same people wait for and never block each other. */
async function carryOut(
  tx: Tx,
  by: Administrator,
  { id, concluded, mappings }: CarryOrder,
): Promise<void> {
  const leaving = concluded
    .filter(({ outcome }) => groupsLeft(outcome).length > 0)
    .sort((one, other) => (one.item.userId < other.item.userId ? -1 : 1));
  for (const { item, outcome } of leaving) {
    const because = `access review ${id}: ${item.reason}`;
    const { userId, email } = item;
    await leaveGroups(tx, by, { userId, email, groups: groupsLeft(outcome), because });
  }
  if (leaving.length > 0) await requireAdminLeft(tx, mappings);
}

function tally(concluded: readonly Concluded[]) {
  const count = (kind: Outcome["kind"]) =>
    concluded.filter(({ outcome }) => outcome.kind === kind).length;
  return { removed: count("removed"), notRemoved: count("not-removed") };
}

/** At once in this gateway; the others look each second. */
async function endWhatTheyRun(deps: Deps, concluded: readonly Concluded[]): Promise<void> {
  const left = concluded.filter(({ outcome }) => groupsLeft(outcome).length > 0);
  const people = new Set(left.map(({ item }) => item.userId));
  const live = deps.live.all().filter(({ actor }) => people.has(actor.userId));
  for (const connectionName of new Set(live.map((one) => one.connectionName))) {
    await endSessionsThatLostAccess(deps, { connectionName });
  }
}
