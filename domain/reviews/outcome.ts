import type { GroupName } from "../people/user";
import type { MembershipSource, ReviewItem } from "./review";

/** What became of a verdict when the review was completed. */
export type Outcome =
  | { readonly kind: "kept" }
  | { readonly kind: "by-role" }
  /** Nothing was left to take: they had lost it meanwhile, or were deleted. */
  | { readonly kind: "gone" }
  | { readonly kind: "removed"; readonly from: readonly GroupName[] }
  /** Access goes on: the provider gives it, or a group that they joined after the review began. */
  | {
      readonly kind: "not-removed";
      readonly from: readonly GroupName[];
      readonly provider: readonly GroupName[];
      readonly joinedSince: readonly GroupName[];
    };

/** One membership, as it is at completion, in a group that gives what is reviewed now. */
export interface HeldNow {
  readonly groupId: string;
  readonly groupName: GroupName;
  readonly source: MembershipSource;
}

/**
 * What completing does about one person. Only what was shown when the verdict was given is taken away,
 * and only what was given here: the identity provider would put its own back at the next sign-in.
 */
export function outcomeOf(
  item: Pick<ReviewItem, "verdict" | "byRole" | "groups">,
  heldNow: readonly HeldNow[],
): Outcome {
  if (item.byRole) return { kind: "by-role" };
  if (item.verdict !== "revoke") return { kind: "kept" };
  if (heldNow.length === 0) return { kind: "gone" };
  const shown = new Set(item.groups.map(({ id }) => id));
  const here = heldNow.filter(({ groupId }) => shown.has(groupId));
  const from = namesOf(here.filter(({ source }) => source === "local"));
  const provider = namesOf(here.filter(({ source }) => source === "idp"));
  const joinedSince = namesOf(heldNow.filter(({ groupId }) => !shown.has(groupId)));
  if (provider.length === 0 && joinedSince.length === 0) return { kind: "removed", from };
  return { kind: "not-removed", from, provider, joinedSince };
}

/** The groups that an outcome takes somebody out of. */
export function groupsLeft(outcome: Outcome): readonly GroupName[] {
  return outcome.kind === "removed" || outcome.kind === "not-removed" ? outcome.from : [];
}

function namesOf(held: readonly HeldNow[]): GroupName[] {
  return [...new Set(held.map(({ groupName }) => groupName))].sort();
}
