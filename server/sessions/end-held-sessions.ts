import type { RefusalCode } from "@/domain/refusal";
import type { RequestState } from "@/domain/requests/request";
import type { EndPayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import { endedHolds } from "../requests/ended-holds";
import { closeStored } from "./close-stored";
import { findSession } from "./store";

const AT_ONCE_MAX = 100;

const ENDS: Partial<Record<RequestState, readonly [EndPayload["state"], RefusalCode]>> = {
  rejected: ["blocked", "REQUEST.REJECTED"],
  expired: ["ended", "REQUEST.EXPIRED"],
  cancelled: ["cancelled", "REQUEST.CANCELLED"],
  revoked: ["ended", "REQUEST.REVOKED"],
  void: ["blocked", "REQUEST.VOID"],
};

/** Job: closes what was held for a request that ended: its recording and its row say why nothing ran. */
export async function endHeldSessions(deps: Deps): Promise<void> {
  for (const { sessionId, state, because } of await endedHolds(deps, AT_ONCE_MAX)) {
    const session = await findSession(deps.db.read, sessionId);
    if (session === null) continue;
    const [as, code] = ENDS[state] ?? ["interrupted", "GATEWAY.INTERRUPTED"];
    await closeStored(
      deps,
      { id: sessionId, path: session.recording?.path ?? null },
      {
        ...{ state: as, code, because: because ?? `Its request is ${state}.` },
        ...{ rows: 0, bytes: 0, masked: [] },
      },
    );
  }
}
