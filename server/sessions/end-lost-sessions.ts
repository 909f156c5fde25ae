import type { Connection } from "@/domain/connections/connection";
import type { Actor, CameBy } from "@/domain/people/user";
import { decideAccess } from "@/domain/policy/decide-access";
import { decidesOn } from "@/domain/policy/decide-request";
import { readStanding } from "../auth/read-standing";
import { findAsItIs } from "../connections/find-for-session";
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
  const live = deps.live.all().filter((one) => one.connectionName === connectionName);
  if (live.length === 0) return;
  const ids = new Set(live.map(({ actor }) => actor.signInId));
  await endSessionsOfLostAccess(deps, { live, standing: await readStanding(deps, [...ids]) });
}

export interface LiveAndStanding {
  readonly live: readonly LiveSession[];
  /** Who is behind their sign-ins now; whoever is left out has no rights. */
  readonly standing: ReadonlyMap<CameBy, Actor>;
}

/** Decides again about each of these sessions, with the rights and the connections of now. */
export async function endSessionsOfLostAccess(
  deps: Deps,
  { live, standing }: LiveAndStanding,
): Promise<void> {
  const names = [...new Set(live.map(({ connectionName }) => connectionName))];
  const found = await Promise.all(names.map((name) => findAsItIs(deps, name)));
  for (const one of live) {
    const actor = standing.get(one.actor.signInId);
    const connection = found.find((connection) => connection?.id === one.connectionId) ?? null;
    const allowed = actor !== undefined && connection !== null && mayGoOn(one, actor, connection);
    if (allowed) continue;
    const because = `Access to ${one.connectionName} was taken away while this ran.`;
    // Not awaited: the cancel is under way, its end comes through the session itself.
    void one.cancel({ as: "ended", code: "ACCESS.NOT_FOUND", because });
  }
}

/** A preview is for whoever decides the request, also without access to the connection. */
function mayGoOn({ previewOf }: LiveSession, actor: Actor, connection: Connection): boolean {
  if (previewOf !== null && decidesOn(actor, previewOf)) return true;
  return decideAccess({ actor, connection, mode: "web" }).kind === "allow";
}
