import { decideAccess } from "@/domain/policy/decide-access";
import { actorOfSignIn } from "../auth/actor-of-sign-in";
import { findForSession } from "../connections/find-for-session";
import type { Deps } from "../deps";
import type { LiveSession } from "./live-sessions";

/**
 * Cuts the running sessions of people who may not use the connection any more, after it or their
 * rights changed. What still is allowed goes on.
 */
export async function endSessionsThatLostAccess(
  deps: Deps,
  { connectionName }: { readonly connectionName: string },
): Promise<void> {
  const running = deps.live.all().filter((live) => live.connectionName === connectionName);
  await Promise.all(running.map((live) => endIfLost(deps, live)));
}

async function endIfLost(deps: Deps, live: LiveSession): Promise<void> {
  const [actor, connection] = await Promise.all([
    actorOfSignIn(deps, live.actor.signInId),
    findForSession(deps, live.connectionName),
  ]);
  const allowed =
    actor !== null &&
    connection?.id === live.connectionId &&
    decideAccess({ actor, connection, mode: "web" }).kind === "allow";
  if (allowed) return;
  const because = `Access to ${live.connectionName} was taken away while this ran.`;
  // Not awaited: the cancel is under way, its end comes through the session itself.
  void live.cancel({ as: "ended", code: "ACCESS.NOT_FOUND", because });
}
