import type { Role } from "../domain/people/role";
import type { UserId } from "../domain/people/user";
import { type Demand, demandOf } from "../domain/requests/demand";
import type { RuleDraft } from "../domain/requests/describe-rule";
import type { CountedVote, VoteVerdict } from "../domain/requests/tally";

/** A rule as it is when nothing was chosen but who approves. */
export function aRule(change: Partial<RuleDraft> = {}): RuleDraft {
  return {
    ...{ name: "writes", enabled: true, kind: "action", commands: "all", needs: { kind: "all" } },
    scope: { connections: ["prod-db"], tags: [] },
    ...{ approverGroups: ["dba"], approvals: { kind: "each" }, timeoutSeconds: 3_600 },
    ...{ durationSecondsMax: 172_800, reasonRequired: false, breakGlassGroups: [] },
    ...{ adminsApproveThemselves: true, selfApproval: false },
    ...change,
  };
}

export function aDemand(change: Partial<RuleDraft> = {}, version = 1): Demand {
  const rule = aRule(change);
  return demandOf({ ...rule, id: `rul_${rule.name}`, version });
}

export interface Voter {
  readonly id: string;
  readonly groups: readonly string[];
  readonly role?: Role;
  readonly status?: "active" | "inactive";
}

export function aVote(voter: Voter, verdict: VoteVerdict = "approve"): CountedVote {
  const { id, groups, role = "member", status = "active" } = voter;
  return { verdict, voter: { userId: id as UserId, status, role, groups } };
}
