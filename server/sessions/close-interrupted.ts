import { isRefusal } from "@/domain/refusal";
import { decodeFrame } from "@/protocol/frame";
import { type EndPayload, endPayload } from "@/protocol/payloads";
import type { Deps } from "../deps";
import type { RecordingTotals } from "../recordings/recording-files";
import { endFrame } from "./gateway-frames";
import { restoreLostRows } from "./restore-lost-rows";
import { closeOf } from "./session-end";
import {
  closeSession,
  findLivingGateways,
  type OpenSessionRow,
  pageOrphanedSessions,
  removeDeadGateways,
} from "./store";

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

async function closeOne(deps: Deps, { id, path }: OpenSessionRow): Promise<void> {
  const { end, totals } = path === null ? UNRECORDED : await closeFile(deps, path);
  const close = closeOf(end, { id, endedAt: deps.now() });
  await closeSession(deps.db.quick, close, totals);
  deps.log.warn({ sessionId: id, state: end.state }, "a session of a dead gateway was closed");
}

interface Closed {
  readonly end: EndPayload;
  readonly totals: RecordingTotals | null;
}
const UNRECORDED: Closed = { end: INTERRUPTED, totals: null };

/** A recording that had its end frame already says how it ended; only the row was lost. */
async function closeFile(deps: Deps, path: string): Promise<Closed> {
  try {
    const recording = await deps.recordings.reopen(path);
    const said = endIn(recording.lastFrame);
    if (said === null) await recording.append(endFrame(INTERRUPTED), recording.lastTimeMs);
    return { end: said ?? INTERRUPTED, totals: await recording.close() };
  } catch (error) {
    deps.log.error({ err: error, path }, "the recording of an interrupted session is not readable");
    if (!isRefusal(error) && !isAbsent(error)) throw error;
    return UNRECORDED;
  }
}

function endIn(frame: Uint8Array | null): EndPayload | null {
  if (frame === null) return null;
  const { kind, payload } = decodeFrame(frame);
  if (kind !== "end") return null;
  return endPayload.parse(JSON.parse(new TextDecoder().decode(payload)));
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
