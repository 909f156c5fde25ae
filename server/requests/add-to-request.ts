import { rightsOn } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { changedMeanwhile, tellOf } from "./move-request";
import { lockSeen, requireUndecided } from "./open-for-decision";
import type { RequestRecord } from "./request-record";
import { saveRequest } from "./store";
import type { Voter } from "./vote-on-request";
import { findNotes, insertNote } from "./votes/store";

/** Who asked adds to the reason. What was said before stays as it was. */
export async function addNote(
  deps: Deps,
  voter: Voter,
  { id, text }: { readonly id: string; readonly text: string },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const request = await lockAdding(deps, tx, { voter, id });
    const { notesMax } = REQUEST_LIMITS;
    const notes = await findNotes(tx, id);
    if (notes.length >= notesMax) {
      throw new Refusal("REQUEST.LIMIT", `A request has at most ${notesMax} notes.`, { notesMax });
    }
    const at = deps.now();
    const { actor } = voter;
    await insertNote(tx, id, { number: notes.length + 1, byName: actor.name, text, at });
    await tellOf(tx, { event: "request.noted", request, actor, now: at });
    await recordAudit(tx, { ...voter, event: "request.noted", subject: id, after: { text } });
  });
}

/** Who asked reminds those who decide, not more often than every few minutes. */
export async function nudge(deps: Deps, voter: Voter, id: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const request = await lockAdding(deps, tx, { voter, id });
    const now = deps.now();
    const { nudgeSecondsMin } = REQUEST_LIMITS;
    const last = request.nudgedAt ?? request.createdAt;
    const waitSeconds = Math.ceil(nudgeSecondsMin - (now.getTime() - last.getTime()) / 1_000);
    if (waitSeconds > 0) {
      const because = `They were told a moment ago; nudge again in ${waitSeconds} s.`;
      throw new Refusal("LIMIT.TRIES", because, { waitSeconds });
    }
    if (!(await saveRequest(tx, request, { nudgedAt: now }))) throw changedMeanwhile();
    await tellOf(tx, { event: "request.nudged", request, actor: voter.actor, now });
    await recordAudit(tx, { ...voter, event: "request.nudged", subject: id });
  });
}

async function lockAdding(
  deps: Deps,
  tx: Tx,
  { voter, id }: { readonly voter: Voter; readonly id: string },
): Promise<RequestRecord> {
  const request = await lockSeen(tx, voter.actor, id);
  requireUndecided(request, deps.now());
  if (rightsOn(voter.actor, request).mayAdd) return request;
  throw new Refusal("REQUEST.NOT_ALLOWED", "Only who asked may do this.");
}
