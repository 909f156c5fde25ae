import { rightsOn } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import { REQUEST_LIMITS } from "@/domain/requests/request";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { approvalOf, BY_FORCE } from "./create-request";
import { moveRequest } from "./move-request";
import { lockSeen, requireRevision, requireUndecided, underRulesOfNow } from "./open-for-decision";
import type { RequestRecord } from "./request-record";
import type { Voter } from "./vote-on-request";
import { findNotes, insertNote } from "./votes/store";

export interface GlassBreaking {
  readonly id: string;
  /** The text that was looked at. */
  readonly revision: number;
  readonly reason: string;
}

/**
 * Who asked does not wait any longer: a pending request of theirs is approved without a vote, flagged
 * for good, and everyone concerned is told. Only where every rule that asks now lets a group of theirs.
 */
export async function breakGlass(
  deps: Deps,
  voter: Voter,
  { id, revision, reason }: GlassBreaking,
): Promise<RequestRecord> {
  if (reason.trim() === "") {
    throw new Refusal("REQUEST.REASON_NEEDED", "Everyone concerned is told why: say it.");
  }
  return await deps.db.transaction(async (tx) => {
    const found = await lockSeen(tx, voter.actor, id);
    requireRevision(found, revision);
    requireUndecided(found, deps.now());
    const request = await underRulesOfNow(tx, found, deps.now());
    if (!rightsOn(voter.actor, request).mayBreakGlass) {
      throw new Refusal("REQUEST.NOT_ALLOWED", "You may not break the glass here.");
    }
    const now = deps.now();
    await keepReason(tx, request, { byName: voter.actor.name, reason, at: now });
    const because = `${BY_FORCE} ${reason.trim()}`.slice(0, REQUEST_LIMITS.reasonCharactersMax);
    return await moveRequest(tx, request, {
      ...{ ...voter, now, to: "approved", event: "request.forced" },
      change: { ...approvalOf(request, now), forced: true, because },
    });
  });
}

/** What became of the command takes the place of the move's reason: with the request it stays. */
async function keepReason(
  tx: Tx,
  { id }: RequestRecord,
  { byName, reason, at }: { readonly byName: string; readonly reason: string; readonly at: Date },
): Promise<void> {
  const notes = await findNotes(tx, id);
  if (notes.length >= REQUEST_LIMITS.notesMax) return;
  const text = reason.trim().slice(0, REQUEST_LIMITS.noteCharactersMax);
  await insertNote(tx, id, { number: notes.length + 1, byName, text, at });
}
