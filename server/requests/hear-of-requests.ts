import { REQUEST_STATES } from "@/domain/requests/request";
import type { Deps } from "../deps";
import type { RequestChanged } from "./request-watch";

const CHANNEL = "gatehouse_requests";

/** Changes that any gateway on this store makes are announced to this one's pages at once. */
export function hearOfRequests(deps: Deps): void {
  deps.db.listen(CHANNEL, {
    onHeard: (payload) => deps.requestWatch.announce(readPayload(payload)),
    // After a silence nobody knows what changed: whoever watches looks again.
    onBack: () => deps.requestWatch.announce(null),
  });
}

/** "req_… approved", or "req_… " when it stays in its state. */
function readPayload(payload: string): RequestChanged {
  const [requestId = "", word = ""] = payload.split(" ");
  return { requestId, state: REQUEST_STATES.find((state) => state === word) ?? null };
}
