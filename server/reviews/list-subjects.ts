import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import { seenConnections } from "../connections/seen-connections";
import type { Deps } from "../deps";
import { groupsOwnedBy, pageGroupNames } from "./access/store";

const GROUPS_MAX = 5_000;

export interface Subjects {
  readonly groups: readonly string[];
  readonly connections: readonly string[];
}

/** What this person may start a review of. */
export async function listSubjects(deps: Deps, actor: Actor): Promise<Subjects> {
  const all = may(actor, "reviews:manage");
  const groups = all
    ? await pageGroupNames(deps.db.read, GROUPS_MAX)
    : await groupsOwnedBy(deps.db.read, actor.userId);
  const connections = all ? await seenConnections(deps, actor, null) : [];
  return {
    groups: groups.map(({ name }) => name),
    connections: connections.map(({ name }) => name),
  };
}
