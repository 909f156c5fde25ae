import type { EndPayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import { finishRuns } from "../requests/finish-runs";
import { closeStored } from "./close-stored";
import { findLivingGateways, removeDeadGateways } from "./gateways/store";
import { findSessionEnd } from "./held/store";
import { restoreLostRows } from "./restore-lost-rows";
import { type OpenSessionRow, pageOrphanedSessions } from "./store";

const CLOSE_LIMITS = {
  /** A gateway that has not said so for this long does not live. */
  beatMsMax: 15_000,
  sessionsAtOnceMax: 200,
} as const;

const INTERRUPTED: EndPayload = {
  state: "interrupted",
  code: "GATEWAY.INTERRUPTED",
  because: "The gateway stopped while this ran.",
  ...{ rows: 0, bytes: 0, masked: [] },
};

/**
 * Closes the sessions of gateways that died: the true prefix of each recording gets an end frame, the
 * row its state. With `everyOther`, every gateway but this one is dead: the store is ours alone.
 */
export async function closeInterrupted(
  deps: Deps,
  { everyOther = false }: { readonly everyOther?: boolean } = {},
): Promise<void> {
  const since = new Date(deps.now().getTime() - CLOSE_LIMITS.beatMsMax);
  const beating = everyOther ? [] : await findLivingGateways(deps.db.read, since);
  const living = [...new Set([...beating, deps.gatewayId])];
  if (everyOther) await restoreLostRows(deps);
  for (;;) {
    const rows = await pageOrphanedSessions(deps.db.read, living, CLOSE_LIMITS.sessionsAtOnceMax);
    let closed = 0;
    for (const row of rows) if (await closeOrTell(deps, row)) closed += 1;
    if (rows.length < CLOSE_LIMITS.sessionsAtOnceMax || closed === 0) break;
  }
  await finishRuns(deps, { living, endOf: findSessionEnd });
  await deps.db.quickTransaction((tx) => removeDeadGateways(tx, living));
}

/** One session that cannot be closed keeps neither the others open nor the gateway from starting. */
async function closeOrTell(deps: Deps, row: OpenSessionRow): Promise<boolean> {
  try {
    await closeOne(deps, row);
    return true;
  } catch (error) {
    deps.log.error({ err: error, sessionId: row.id }, "a dead gateway's session was not closed");
    return false;
  }
}

async function closeOne(deps: Deps, row: OpenSessionRow): Promise<void> {
  const { state } = await closeStored(deps, row, INTERRUPTED);
  deps.log.warn({ sessionId: row.id, state }, "a session of a dead gateway was closed");
}
