import type { RecordingHead, StoredRecord } from "@/domain/recording/recording-format";
import { Refusal } from "@/domain/refusal";
import type { OpenRecording } from "../recordings/recording-files";
import type { AdmittedSubmission } from "./admit-submission";
import { eventFrame, inputFrame } from "./gateway-frames";
import { startHeldSession } from "./held/store";
import { factsOfSession } from "./session-facts";
import type { SessionRecord } from "./session-record";
import { findSession } from "./store";

export interface ReopenedHeld {
  readonly startedAt: Date;
  readonly recording: OpenRecording;
  /** The record that says it was approved. */
  readonly input: StoredRecord;
}

/**
 * Goes on with the recording of a held session where it ended, and says in it that it was approved.
 * Held in a gateway with another disk, it is begun anew in this one: the input, then the approval.
 */
export async function reopenHeld(
  admitted: AdmittedSubmission,
  sessionId: string,
): Promise<ReopenedHeld> {
  const { deps, connection, input: asked } = admitted;
  const { statement } = asked;
  const session = await findSession(deps.db.read, sessionId);
  const { agentId } = connection;
  const start = { id: sessionId, agentId, statement, gatewayId: deps.gatewayId, grantId: null };
  const held = session?.state === "held" && session.recording !== null ? session : null;
  if (held === null || !(await startHeldSession(deps.db.direct, start))) {
    throw new Refusal("REQUEST.CHANGED", "The session that was held for it has ended.");
  }
  const sinceMs = deps.now().getTime() - held.startedAt.getTime();
  const { recording, lastTimeMs } = await openAgain(admitted, held);
  const timeMs = Math.max(lastTimeMs, sinceMs);
  // An approver edited it: what runs is in the recording beside what was asked for.
  if (statement !== held.statement) await recording.append(inputFrame({ statement }), timeMs);
  const approved = eventFrame({ event: "approved", because: "Its request was approved." });
  const input = await recording.append(approved, timeMs);
  return { startedAt: held.startedAt, recording, input };
}

async function openAgain(
  admitted: AdmittedSubmission,
  held: SessionRecord,
): Promise<{ readonly recording: OpenRecording; readonly lastTimeMs: number }> {
  const { recordings } = admitted.deps;
  try {
    const recording = await recordings.reopen(held.recording?.path ?? "");
    return { recording, lastTimeMs: recording.lastTimeMs };
  } catch (error) {
    if (!isAbsent(error)) throw error;
    const recording = await recordings.open(headOf(admitted, held));
    await recording.append(inputFrame({ statement: held.statement }), 0);
    return { recording, lastTimeMs: 0 };
  }
}

/** The head as it was: same session, same instant, so that its file has the same name. */
function headOf(
  { deps, actor, connection, mode, origin }: AdmittedSubmission,
  { id, startedAt, ownerName, ownerEmail, kind, verb, risk, correlationId }: SessionRecord,
): RecordingHead {
  return {
    ...{ sessionId: id, startedAt: startedAt.toISOString(), format: "frames-1" },
    facts: factsOfSession({
      ...{ ownerId: actor.userId, ownerName, ownerEmail, kind, mode, verb, risk, correlationId },
      ...{ connectionId: connection.id, connectionName: connection.name, origin },
      ...{ connectionVersion: connection.version, signInId: actor.signInId },
      ...{ agentId: connection.agentId, gatewayId: deps.gatewayId },
    }),
  };
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
