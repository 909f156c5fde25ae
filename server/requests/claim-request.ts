import type { Actor } from "@/domain/people/user";
import { isRequester } from "@/domain/policy/decide-request";
import { Refusal, type RefusalCode } from "@/domain/refusal";
import { changesOf } from "@/domain/requests/contract";
import { approvesItself, type Demand, mayBreakGlass } from "@/domain/requests/demand";
import type { RequestState } from "@/domain/requests/request";
import { tallyVotes } from "@/domain/requests/tally";
import type { ConnectionForSession } from "../connections/connection-record";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { contractOf } from "./contract-of";
import { moveRequest, requestAbsent } from "./move-request";
import type { RequestRecord } from "./request-record";
import { countedVotes, groupsOfRequester, standingDemands } from "./standing-demands";
import { lockRequest } from "./store";

export interface Claim {
  readonly actor: Actor;
  readonly origin: string;
  readonly requestId: string;
  /** Of the contract that the command to run was read with, a moment before. */
  readonly contractDigest: string;
  /** Read just now: what runs is this version, and it must be the one that was approved. */
  readonly connection: ConnectionForSession;
}

type Claimed =
  | { readonly kind: "claimed"; readonly request: RequestRecord }
  | { readonly kind: "void"; readonly because: string };

/**
 * Takes an approved command to run it, once and for ever: approved → running, under the row's lock.
 * Everything is looked at again: the contract, the rules, and whether those who voted still may. What
 * no longer holds makes it void; then nothing runs. Throws a Refusal unless the claim was made.
 */
export async function claimRequest(deps: Deps, claim: Claim): Promise<RequestRecord> {
  const outcome = await deps.db.transaction(async (tx): Promise<Claimed> => {
    const request = await lockClaimable(deps, tx, claim);
    const mover = { actor: claim.actor, origin: claim.origin, now: deps.now() };
    const objection = await objectionTo(deps, tx, { request, claim });
    if (objection !== null) {
      const change = { because: objection };
      await moveRequest(tx, request, { ...mover, to: "void", event: "request.voided", change });
      return { kind: "void", because: objection };
    }
    const change = { runGatewayId: deps.gatewayId };
    const move = { ...mover, to: "running", event: "request.started", change } as const;
    return { kind: "claimed", request: await moveRequest(tx, request, move) };
  });
  if (outcome.kind === "void") throw new Refusal("REQUEST.VOID", outcome.because);
  return outcome.request;
}

async function lockClaimable(deps: Deps, tx: Tx, claim: Claim): Promise<RequestRecord> {
  const { actor, requestId, contractDigest } = claim;
  const request = await lockRequest(tx, requestId);
  // Somebody else cannot run my approved command, whoever they are.
  if (request === null || !isRequester(actor, request)) throw requestAbsent(requestId);
  if (request.kind !== "action" || request.state !== "approved") throw notApproved(request);
  if (request.contractDigest !== contractDigest) {
    throw new Refusal("REQUEST.CHANGED", "It was edited while it was about to run; nothing ran.");
  }
  if (request.expiresAt <= deps.now()) {
    throw new Refusal("REQUEST.EXPIRED", "It was approved, but its time to run has passed.");
  }
  return request;
}

/** Why what was approved is not what would run now; `null` when it is. */
async function objectionTo(
  deps: Deps,
  tx: Tx,
  { request, claim }: { readonly request: RequestRecord; readonly claim: Claim },
): Promise<string | null> {
  const { actor, connection } = claim;
  const demands = await standingDemands(tx, {
    request,
    connection,
    groups: actor.groups,
    now: deps.now(),
  });
  const { affectedRowsMax, command } = request;
  const now = contractOf({
    command,
    connection,
    demands,
    affectedRowsMax,
    requesterId: actor.userId,
    compares: request.contract.compares ?? [],
  });
  const changes = changesOf(request.contract, now.contract);
  if (changes.length > 0) return `It is void: ${changes.join(", ")} since it was asked for.`;
  if (now.contractDigest !== request.contractDigest)
    return "It is void: its digest does not match.";
  return await objectionToVotes(deps, tx, { request, actor, demands });
}

const NOT_BY_FORCE = "It is void: who broke the glass may not break it any more.";

async function objectionToVotes(
  deps: Deps,
  tx: Tx,
  asked: {
    readonly request: RequestRecord;
    readonly actor: Actor;
    readonly demands: readonly Demand[];
  },
): Promise<string | null> {
  const { request, actor, demands } = asked;
  if (request.forced) {
    const groups = await groupsOfRequester(tx, request);
    return mayBreakGlass({ groups }, demands) ? null : NOT_BY_FORCE;
  }
  const votes = await countedVotes(deps, tx, request);
  if (votes.length === 0 && approvesItself(actor, demands)) return null;
  const { outcome } = tallyVotes({ demands, votes, requesterId: actor.userId });
  if (outcome === "approved") return null;
  return "It is void: somebody who approved it may not approve it any more.";
}

const CODES: Partial<Record<RequestState, RefusalCode>> = {
  rejected: "REQUEST.REJECTED",
  expired: "REQUEST.EXPIRED",
  cancelled: "REQUEST.CANCELLED",
  revoked: "REQUEST.REVOKED",
  void: "REQUEST.VOID",
};

function notApproved({ state, kind }: RequestRecord): Refusal {
  if (kind === "jit") return new Refusal("REQUEST.NOT_ALLOWED", "A window is not run: use it.");
  const code = CODES[state] ?? "REQUEST.CHANGED";
  return new Refusal(code, `The request is ${state}: it cannot be run.`);
}
