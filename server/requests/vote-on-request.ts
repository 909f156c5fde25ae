import type { Actor } from "@/domain/people/user";
import { mayDecide } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import { tallyVotes, type VoteVerdict } from "@/domain/requests/tally";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { approvalOf } from "./create-request";
import { moveRequest, tellOf } from "./move-request";
import { lockSeen, requireRevision, requireUndecided, underRulesOfNow } from "./open-for-decision";
import type { RequestRecord } from "./request-record";
import { countedVotes } from "./standing-demands";
import { insertVote } from "./votes/store";

export interface Vote {
  readonly id: string;
  /** The text that was looked at. */
  readonly revision: number;
  readonly verdict: VoteVerdict;
  /** Needed to reject: it is shown to who asked. */
  readonly reason: string;
  readonly via: "web" | "slack" | "api";
}

export interface Voter {
  readonly actor: Actor;
  readonly origin: string;
}

/** Which door of the API a vote came through: a person's page, or a program with a key of theirs. */
export function viaOf({ apiKey }: Actor): "web" | "api" {
  return apiKey === undefined ? "web" : "api";
}

/**
 * One person's vote. The request moves in the same transaction when that was the last one missing, or
 * a reject. Voting the same again is no error: two clicks are one vote.
 */
export async function voteOnRequest(deps: Deps, voter: Voter, vote: Vote): Promise<RequestRecord> {
  if (vote.verdict === "reject" && vote.reason.trim() === "") {
    throw new Refusal("REQUEST.REASON_NEEDED", "Who asked is told why it was rejected: say it.");
  }
  return await deps.db.transaction(async (tx) => {
    const found = await lockSeen(tx, voter.actor, vote.id);
    requireRevision(found, vote.revision);
    requireUndecided(found, deps.now());
    const request = await underRulesOfNow(tx, found, deps.now());
    if (!mayDecide(voter.actor, request)) {
      throw new Refusal("REQUEST.NOT_ALLOWED", "You may not decide this request.");
    }
    await castVote(deps, tx, { voter, vote, request });
    return await settle(deps, tx, { voter, vote, request });
  });
}

interface Casting {
  readonly voter: Voter;
  readonly vote: Vote;
  readonly request: RequestRecord;
}

async function castVote(deps: Deps, tx: Tx, { voter, vote, request }: Casting): Promise<void> {
  const { actor, origin } = voter;
  const { id, revision, verdict, reason, via } = vote;
  const at = deps.now();
  const { userId, name: userName } = actor;
  if (!(await insertVote(tx, id, { revision, userId, userName, verdict, reason, via, at }))) {
    const votes = await countedVotes(deps, tx, request);
    if (votes.some((one) => one.voter.userId === userId && one.verdict === verdict)) return;
    throw new Refusal("REQUEST.CHANGED", "You voted on this text already, the other way.");
  }
  await tellOf(tx, { event: "request.voted", request, actor, now: at, facts: { verdict, via } });
  await recordAudit(tx, {
    ...{ actor, origin, event: "request.voted", subject: id },
    after: { verdict, reason, via, revision, connection: request.connectionName },
  });
}

/** What the votes come to. A proposal waits for who asked, however many approve it. */
async function settle(
  deps: Deps,
  tx: Tx,
  { voter, vote, request }: Casting,
): Promise<RequestRecord> {
  const votes = await countedVotes(deps, tx, request);
  const { outcome } = tallyVotes({ ...request, votes });
  const now = deps.now();
  const mover = { ...voter, now };
  if (outcome === "rejected") {
    const because = vote.verdict === "reject" ? `${voter.actor.name}: ${vote.reason}` : null;
    const change = { because: because?.slice(0, 2_000) ?? null };
    return await moveRequest(tx, request, {
      ...{ ...mover, to: "rejected", event: "request.rejected", change },
    });
  }
  if (outcome === "waiting" || request.state !== "pending") return request;
  const change = approvalOf(request, now);
  return await moveRequest(tx, request, {
    ...{ ...mover, to: "approved", event: "request.approved", change },
  });
}
