import { may } from "../people/permission";
import type { Actor, GroupName, UserId } from "../people/user";
import type { Demand } from "./demand";

export const VERDICTS = ["approve", "reject"] as const;
export type VoteVerdict = (typeof VERDICTS)[number];

/** A vote and what its person may now: their groups and rights of this moment, not of the vote's. */
export interface CountedVote {
  readonly verdict: VoteVerdict;
  readonly voter: Pick<Actor, "userId" | "status" | "role" | "groups" | "apiKey">;
}

export interface TallyQuestion {
  readonly demands: readonly Demand[];
  readonly requesterId: UserId | null;
  /** Votes on the revision in force, one a person. */
  readonly votes: readonly CountedVote[];
}

export interface DemandTally {
  readonly demand: Demand;
  readonly isMet: boolean;
  /** Approvals that are still missing, and of which groups they may come. */
  readonly missing: number;
  readonly missingGroups: readonly GroupName[];
}

export interface Tally {
  readonly outcome: "waiting" | "approved" | "rejected";
  readonly demands: readonly DemandTally[];
}

/**
 * Where a request stands by its votes. Votes are people: each counts once in a demand, for one group,
 * even if in several. One valid reject ends it. No demand at all is never an approval.
 */
export function tallyVotes(question: TallyQuestion): Tally {
  const { votes } = question;
  const demands = question.demands.map((demand) => tallyDemand(demand, question));
  const rejects = votes.filter(({ verdict }) => verdict === "reject");
  const rejected = rejects.some(({ voter }) => mayVote(voter, question));
  const isMet = demands.length > 0 && demands.every((one) => one.isMet);
  return { outcome: rejected ? "rejected" : isMet ? "approved" : "waiting", demands };
}

/** Whether this person's vote would count for any demand. */
export function mayVote(
  voter: CountedVote["voter"],
  { demands, requesterId }: Pick<TallyQuestion, "demands" | "requesterId">,
): boolean {
  return demands.some((demand) => countsFor(voter, demand, requesterId));
}

function countsFor(
  voter: CountedVote["voter"],
  demand: Demand,
  requesterId: UserId | null,
): boolean {
  if (voter.status !== "active" || !may(voter, "requests:decide")) return false;
  if (voter.userId === requesterId && !demand.selfApproval) return false;
  return demand.approverGroups.some((group) => voter.groups.includes(group));
}

function tallyDemand(demand: Demand, { votes, requesterId }: TallyQuestion): DemandTally {
  const approvers = votes
    .filter(({ verdict, voter }) => verdict === "approve" && countsFor(voter, demand, requesterId))
    .map(({ voter }) => voter);
  const { approverGroups, approvals } = demand;
  if (approvals.kind === "each") {
    const unmatched = unmatchedGroups(approverGroups, approvers);
    const isMet = approverGroups.length > 0 && unmatched.length === 0;
    return { demand, isMet, missing: unmatched.length, missingGroups: unmatched };
  }
  const wanted = approvals.kind === "any" ? 1 : Math.max(1, approvals.count);
  const missing = Math.max(0, wanted - new Set(approvers.map((one) => one.userId)).size);
  return {
    demand,
    isMet: missing === 0,
    missing,
    missingGroups: missing === 0 ? [] : approverGroups,
  };
}

/**
 * Groups that no voter is left for when each voter stands for one group: a largest matching, by
 * augmenting paths. One person in two groups neither blocks nor satisfies both.
 */
export function unmatchedGroups(
  groups: readonly GroupName[],
  voters: readonly Pick<Actor, "userId" | "groups">[],
): readonly GroupName[] {
  const standsFor = new Map<UserId, GroupName>();
  return groups.filter((group) => !place(group, voters, { standsFor, asked: new Set() }));
}

function place(
  group: GroupName,
  voters: readonly Pick<Actor, "userId" | "groups">[],
  found: { readonly standsFor: Map<UserId, GroupName>; readonly asked: Set<UserId> },
): boolean {
  const { standsFor, asked } = found;
  for (const voter of voters) {
    if (!voter.groups.includes(group) || asked.has(voter.userId)) continue;
    asked.add(voter.userId);
    const other = standsFor.get(voter.userId);
    if (other === undefined || place(other, voters, found)) {
      standsFor.set(voter.userId, group);
      return true;
    }
  }
  return false;
}
