import { may } from "@/domain/people/permission";
import type { Actor, GroupName } from "@/domain/people/user";
import { seenConnection } from "../connections/get-connection";
import { seenConnections } from "../connections/seen-connections";
import type { Deps } from "../deps";
import { type Owner, ownersOf } from "./access/store";
import { seenReview } from "./find-review";
import type { ReviewCounts, ReviewRecord } from "./review-record";
import { countItems } from "./store";

/** Which connections a group opens: what leaving it costs, unless another group gives them too. */
export interface GroupOpens {
  readonly group: string;
  readonly connections: readonly string[];
}

export interface ReviewView {
  readonly review: ReviewRecord;
  readonly counts: ReviewCounts;
  readonly mayDecide: boolean;
  /** Null for a connection, and for those who do not manage owners. */
  readonly owners: readonly Owner[] | null;
  readonly opens: readonly GroupOpens[];
}

export async function getReview(deps: Deps, actor: Actor, id: string): Promise<ReviewView> {
  const { review, mayDecide } = await seenReview(deps.db.read, actor, id);
  const showsOwners = review.subject.kind === "group" && may(actor, "reviews:seeAll");
  const [countsOf, owners, opens] = await Promise.all([
    countItems(deps.db.read, [id]),
    showsOwners ? ownersOf(deps.db.read, review.subject.id) : null,
    review.state === "open" ? whatGroupsOpen(deps, actor, review) : [],
  ]);
  return { review, counts: countsOf(id), mayDecide, owners, opens };
}

/** Only connections that exist for the one who looks. */
async function whatGroupsOpen(
  deps: Deps,
  actor: Actor,
  { subject }: ReviewRecord,
): Promise<GroupOpens[]> {
  const groups = subject.kind === "group" ? [subject.name] : await groupsOf(deps, actor, subject);
  const seen = await seenConnections(deps, actor, groups);
  return groups.map((group) => ({
    group,
    connections: seen
      .filter(({ accessGroups, id }) => accessGroups.includes(group) && id !== subject.id)
      .map(({ name }) => name),
  }));
}

async function groupsOf(
  deps: Deps,
  actor: Actor,
  { id, name }: ReviewRecord["subject"],
): Promise<readonly GroupName[]> {
  const connection = await seenConnection(deps, actor, name);
  return connection?.id === id ? connection.accessGroups : [];
}
