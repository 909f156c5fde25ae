import type { Deps } from "../deps";
import { type Move, moveRequest } from "./move-request";
import type { RequestRecord } from "./request-record";
import { lockOverdue } from "./store";

const AT_ONCE_MAX = 200;

/**
 * Job: ends what nobody decided or ran in time, and windows that are over. What ran out while no
 * gateway was up is found at the next start: the instant is in the row, no timer is.
 */
export async function expireRequests(deps: Deps): Promise<void> {
  for (;;) {
    const ended = await deps.db.transaction(async (tx) => {
      const now = deps.now();
      const overdue = await lockOverdue(tx, now, AT_ONCE_MAX);
      for (const request of overdue) {
        await moveRequest(tx, request, { ...endOf(request), actor: null, origin: "", now });
      }
      return overdue.length;
    });
    if (ended < AT_ONCE_MAX) return;
  }
}

function endOf({ kind, state }: RequestRecord): Move {
  if (state === "approved" && kind === "jit") {
    return {
      to: "executed",
      event: "request.executed",
      change: { because: "The window is over." },
    };
  }
  const because =
    state === "approved"
      ? "It was approved, but nobody ran it in time. Nothing ran."
      : "Nobody decided it in time. Nothing ran.";
  return { to: "expired", event: "request.expired", change: { because } };
}
