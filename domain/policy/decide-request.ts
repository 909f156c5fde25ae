import { may } from "../people/permission";
import type { Actor, GroupName, UserId } from "../people/user";
import { approverGroupsOf, type Demand, mayBreakGlass } from "../requests/demand";
import { isUndecided, type RequestKind, type RequestState } from "../requests/request";
import { mayVote } from "../requests/tally";

/** What the policy needs to know of a request. */
export interface RequestStanding {
  readonly kind: RequestKind;
  readonly state: RequestState;
  /** `null` once the person was deleted. */
  readonly requesterId: UserId | null;
  readonly demands: readonly Demand[];
}

/** Which requests there are for an actor: what a list is read by, and one request judged by. */
export type RequestReach =
  | { readonly kind: "all" }
  | {
      readonly kind: "some";
      readonly requesterId: UserId;
      readonly approverOf: readonly GroupName[];
    }
  | { readonly kind: "none" };

/** Their own, and those that a group of theirs decides; admins and auditors see every one. */
export function requestsVisibleTo(actor: Actor): RequestReach {
  if (actor.status !== "active" || !may(actor, "requests:see")) return { kind: "none" };
  if (!actsAsPerson(actor)) return { kind: "none" };
  if (may(actor, "requests:seeAll")) return { kind: "all" };
  const approverOf = may(actor, "requests:decide") ? actor.groups : [];
  return { kind: "some", requesterId: actor.userId, approverOf };
}

export function maySeeRequest(actor: Actor, request: RequestStanding): boolean {
  const reach = requestsVisibleTo(actor);
  if (reach.kind !== "some") return reach.kind === "all";
  if (request.requesterId === reach.requesterId) return true;
  return approverGroupsOf(request.demands).some((group) => reach.approverOf.includes(group));
}

/** Everything that this person may do with a request now. */
export interface RequestRights {
  readonly mayVote: boolean;
  readonly mayModify: boolean;
  readonly mayAnswer: boolean;
  readonly mayCancel: boolean;
  readonly mayRevoke: boolean;
  readonly mayRun: boolean;
  readonly mayAdd: boolean;
  /** To act now, without a vote. */
  readonly mayBreakGlass: boolean;
  readonly mayPreview: boolean;
}

export function rightsOn(actor: Actor, request: RequestStanding): RequestRights {
  return {
    ...rightsOfRequester(actor, request),
    ...rightsOfApprover(actor, request),
    mayPreview: mayPreview(actor, request),
  };
}

function rightsOfRequester(actor: Actor, request: RequestStanding) {
  const { state, kind, demands } = request;
  const isTheirs = isRequester(actor, request);
  const waits = isTheirs && isUndecided(state);
  const isApproved = isTheirs && state === "approved";
  return {
    mayAnswer: isTheirs && state === "proposed",
    mayCancel: waits || isApproved,
    mayRun: isApproved && kind === "action",
    mayAdd: waits,
    mayBreakGlass: isTheirs && state === "pending" && mayBreakGlass(actor, demands),
  };
}

function rightsOfApprover(actor: Actor, request: RequestStanding) {
  const { state, kind } = request;
  const decides = mayDecide(actor, request);
  const mayVoteNow = decides && isUndecided(state);
  return {
    mayVote: mayVoteNow,
    mayModify: mayVoteNow && kind === "action" && !isRequester(actor, request),
    mayRevoke: state === "approved" && (decides || may(actor, "requests:endAny")),
  };
}

/**
 * Who decides a command, and admins, may see what it would do, as long as it has not run. Not who asked
 * for it, unless their own vote counts: nothing of theirs reaches the target before somebody says so.
 */
export function mayPreview(actor: Actor, request: RequestStanding): boolean {
  const { kind, state } = request;
  const waits = isUndecided(state) || state === "approved";
  if (kind !== "action" || !waits || !may(actor, "requests:preview")) return false;
  return isRequester(actor, request) ? mayDecide(actor, request) : decidesOn(actor, request);
}

/** Shown what a command would do without access to its connection: to judge it is their task. */
export function decidesOn(actor: Actor, request: RequestStanding): boolean {
  if (actor.status !== "active") return false;
  return mayDecide(actor, request) || (actsAsPerson(actor) && may(actor, "requests:endAny"));
}

/** Nobody else stands for the one who asked, nor runs what was approved for them: no key of groups either. */
export function isRequester(actor: Actor, { requesterId }: RequestStanding): boolean {
  return actor.status === "active" && actor.userId === requesterId && actsAsPerson(actor);
}

/** A key that is not bound asks in its maker's name, but their requests are not its own. */
function actsAsPerson({ apiKey }: Actor): boolean {
  return apiKey === undefined || apiKey.isBound;
}

/** A key decides only when it is bound to one person and has the scope for it: as that person. */
export function mayDecide(actor: Actor, request: RequestStanding): boolean {
  return actsAsPerson(actor) && mayVote(actor, request);
}
