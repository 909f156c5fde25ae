import type { Deps } from "../deps";

const CHANNEL = "gatehouse_requests";

/** Changes that any gateway on this store makes are announced to this one's pages at once. */
export function hearOfRequests(deps: Deps): void {
  deps.db.listen(CHANNEL, {
    onHeard: (requestId) => deps.requestWatch.announce(requestId),
    // After a silence nobody knows what changed: whoever watches looks again.
    onBack: () => deps.requestWatch.announce(null),
  });
}
