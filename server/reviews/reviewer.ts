import { may, PERMISSIONS, type Permission } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { hasReviews, type Reviewer } from "@/domain/reviews/decide-review";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { groupsOwnedBy } from "./access/store";

/** The person with the groups they answer for. Whoever sees all reviews needs no owning. */
export async function reviewerOf(tx: Tx, actor: Actor): Promise<Reviewer> {
  if (!may(actor, "reviews:see") || may(actor, "reviews:seeAll")) {
    return { actor, ownedGroups: [] };
  }
  const owned = await groupsOwnedBy(tx, actor.userId);
  return { actor, ownedGroups: owned.map(({ id }) => id) };
}

/** What is open to this person: their role's permissions, without reviews when there are none for them. */
export async function openPermissions(deps: Deps, actor: Actor): Promise<Permission[]> {
  const names = Object.keys(PERMISSIONS) as Permission[];
  const held = names.filter((permission) => may(actor, permission));
  if (hasReviews(await reviewerOf(deps.db.read, actor))) return held;
  return held.filter((permission) => !permission.startsWith("reviews:"));
}
