import type { Actor } from "@/domain/people/user";
import type { OpenGrant } from "@/domain/requests/decide-rules";
import type { ConnectionForSession } from "../connections/connection-record";
import type { Deps } from "../deps";
import { findOpenGrants, stillOpenGrants } from "./store";

/** The windows that are open for this person on this connection now. */
export async function openGrantsOf(
  deps: Deps,
  actor: Pick<Actor, "userId">,
  connection: Pick<ConnectionForSession, "id">,
): Promise<readonly OpenGrant[]> {
  const of = { userId: actor.userId, connectionId: connection.id, now: deps.now() };
  return await findOpenGrants(deps.db.direct, of);
}

/** Which of these windows are still open. */
export async function openGrantsAmong(
  deps: Deps,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return ids.length === 0 ? new Set() : await stillOpenGrants(deps.db.direct, ids, deps.now());
}
