import { readStanding } from "../auth/read-standing";
import type { Deps } from "../deps";
import { endSessionsOfLostAccess } from "./end-lost-sessions";

/**
 * Job: what runs here and who reads it still may. Changes made through this gateway are acted on at
 * once; this finds the rest within a second: made by another gateway, by the identity provider, or in
 * the moment between a decision and its session.
 */
export async function recheckRights(deps: Deps): Promise<void> {
  const live = deps.live.all();
  const ids = [...deps.signInWatch.watched(), ...live.map(({ actor }) => actor.signInId)];
  if (ids.length === 0) return;
  const standing = await readStanding(deps, [...new Set(ids)]);
  for (const actor of standing.values()) deps.signInWatch.announceRights(actor);
  await endSessionsOfLostAccess(deps, { live, standing });
}
