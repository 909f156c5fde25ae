import type { StoredRecord } from "@/domain/recording/recording-format";
import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import type { OpenRecording } from "../recordings/recording-files";
import { eventFrame } from "./gateway-frames";
import { findSession, startHeldSession } from "./store";

export interface ReopenedHeld {
  readonly startedAt: Date;
  readonly recording: OpenRecording;
  /** The record that says it was approved. */
  readonly input: StoredRecord;
}

/** Opens the recording of a held session where it ended, and says in it that it was approved. */
export async function reopenHeld(
  deps: Deps,
  held: { readonly sessionId: string; readonly agentId: string },
): Promise<ReopenedHeld> {
  const { sessionId: id, agentId } = held;
  const session = await findSession(deps.db.read, id);
  const path = session?.recording?.path;
  const start = { id, agentId, gatewayId: deps.gatewayId, grantId: null };
  if (session === null || path === undefined || !(await startHeldSession(deps.db.direct, start))) {
    throw new Refusal("REQUEST.CHANGED", "The session that was held for it has ended.");
  }
  const recording = await deps.recordings.reopen(path);
  const timeMs = Math.max(recording.lastTimeMs, deps.now().getTime() - session.startedAt.getTime());
  const approved = eventFrame({ event: "approved", because: "Its request was approved." });
  return {
    startedAt: session.startedAt,
    recording,
    input: await recording.append(approved, timeMs),
  };
}
