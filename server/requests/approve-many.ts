import { isRefusal, type PublicRefusal, publicRefusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { type Voter, viaOf, voteOnRequest } from "./vote-on-request";

export interface ApprovedOne {
  readonly id: string;
  /** `null` when it was approved; otherwise why this one was not. */
  readonly refusal: PublicRefusal | null;
}

/** One vote on each of several alike, each for itself: what is refused keeps none of the others. */
export async function approveMany(
  deps: Deps,
  voter: Voter,
  requests: readonly { readonly id: string; readonly revision: number }[],
): Promise<readonly ApprovedOne[]> {
  const results: ApprovedOne[] = [];
  const via = viaOf(voter.actor);
  for (const { id, revision } of requests) {
    try {
      const vote = { id, revision, verdict: "approve", reason: "", via } as const;
      await voteOnRequest(deps, voter, vote);
      results.push({ id, refusal: null });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      results.push({ id, refusal: publicRefusal(error.code, error.message, error.facts) });
    }
  }
  return results;
}
