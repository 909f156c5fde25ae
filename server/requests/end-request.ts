import { rightsOn } from "@/domain/policy/decide-request";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { moveRequest } from "./move-request";
import { lockSeen } from "./open-for-decision";
import type { RequestRecord } from "./request-record";
import type { Voter } from "./vote-on-request";

/** Who asked withdraws a request that waits, or gives back what was approved and not used up. */
export async function cancelRequest(deps: Deps, voter: Voter, id: string): Promise<RequestRecord> {
  return await deps.db.transaction(async (tx) => {
    const request = await lockSeen(tx, voter.actor, id);
    if (!rightsOn(voter.actor, request).mayCancel) throw notOpen(request);
    const because = `${voter.actor.name} ${request.state === "approved" ? "gave it back" : "withdrew it"}.`;
    return await moveRequest(tx, request, {
      ...{ ...voter, now: deps.now(), to: "cancelled", event: "request.cancelled" },
      change: { because },
    });
  });
}

/** An approver or an admin takes an approval back: a command can not be run, a window closes at once. */
export async function revokeRequest(
  deps: Deps,
  voter: Voter,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<RequestRecord> {
  if (reason.trim() === "") {
    throw new Refusal("REQUEST.REASON_NEEDED", "Who asked is told why it was revoked: say it.");
  }
  return await deps.db.transaction(async (tx) => {
    const request = await lockSeen(tx, voter.actor, id);
    if (!rightsOn(voter.actor, request).mayRevoke) throw notOpen(request);
    return await moveRequest(tx, request, {
      ...{ ...voter, now: deps.now(), to: "revoked", event: "request.revoked" },
      change: { because: `${voter.actor.name}: ${reason}`.slice(0, 2_000) },
    });
  });
}

function notOpen({ state }: RequestRecord): Refusal {
  return new Refusal("REQUEST.NOT_ALLOWED", `You cannot do this with a request that is ${state}.`);
}
