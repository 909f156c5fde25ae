import type { Deps } from "../deps";
import { openGrantsAmong } from "../requests/grants";

/**
 * Job: cuts what runs in a window that is over, revoked or given back. The window ends at its time,
 * whenever the session was opened.
 */
export async function endSessionsOfClosedGrants(deps: Deps): Promise<void> {
  const live = deps.live.all().filter(({ grantId }) => grantId !== null);
  const open = await openGrantsAmong(deps, [...new Set(live.map(({ grantId }) => grantId ?? ""))]);
  for (const one of live) {
    if (open.has(one.grantId ?? "")) continue;
    const because = `The window on ${one.connectionName} is closed.`;
    // Not awaited: the cancel is under way, its end comes through the session itself.
    void one.cancel({ as: "ended", code: "REQUEST.REVOKED", because });
  }
}
