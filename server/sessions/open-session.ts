import type { AgentId } from "@/domain/connections/connection";
import type { RecordingHead, StoredRecord } from "@/domain/recording/recording-format";
import { Refusal } from "@/domain/refusal";
import type { OpenRecording } from "../recordings/recording-files";
import type { AdmittedSubmission } from "./admit-submission";
import { inputFrame } from "./gateway-frames";
import { LIVE_LIMITS } from "./live-sessions";
import { currentPolicy, type StampedPolicy } from "./policy-bundle";
import { readRisk } from "./read-risk";
import { RunningSession } from "./running-session";
import { factsOfSession } from "./session-facts";
import type { NewSession } from "./store";

/** A submission whose session is open: recorded from here on, whatever becomes of it. */
export interface OpenedSubmission extends AdmittedSubmission {
  readonly session: RunningSession;
  readonly policy: StampedPolicy;
}

/** Stage open: the recording exists and holds the input before anything goes further. */
export async function openSession(admitted: AdmittedSubmission): Promise<OpenedSubmission> {
  const { deps, actor } = admitted;
  if (deps.live.stopping) throw new Refusal("GATEWAY.STOPPING", "The gateway is stopping.");
  if (!deps.live.takePlace(actor.userId)) {
    const { sessionsOfPersonMax } = LIVE_LIMITS;
    const because = `You run ${sessionsOfPersonMax} statements already, which is the limit.`;
    throw new Refusal("LIMIT.SESSIONS", because, { sessionsOfPersonMax });
  }
  try {
    return await openInPlace(admitted);
  } catch (error) {
    deps.live.leavePlace(actor.userId);
    throw error;
  }
}

async function openInPlace(admitted: AdmittedSubmission): Promise<OpenedSubmission> {
  const { deps, actor, connection, input } = admitted;
  const startedAt = deps.now();
  const draft = { ...(await draftRow(admitted)), id: deps.newId("ses"), startedAt };
  const { recording, input: first } = await openRecording(admitted, draft);
  const row = { ...draft, recordingPath: recording.path };
  const policy = currentPolicy();
  const session = new RunningSession(deps, {
    ...{ id: row.id, actor, recording, startedAt, stamp: policy.stamp, limits: connection.limits },
    input: first,
    row,
    connectionId: connection.id,
    connectionName: connection.name,
    agentId: connection.agentId as AgentId,
  });
  deps.live.add(session);
  return { ...admitted, input, session, policy };
}

async function openRecording(
  { deps, input }: AdmittedSubmission,
  draft: Omit<NewSession, "recordingPath">,
): Promise<{ readonly recording: OpenRecording; readonly input: StoredRecord }> {
  const head: RecordingHead = {
    sessionId: draft.id,
    startedAt: draft.startedAt.toISOString(),
    format: "frames-1",
    facts: factsOfSession(draft),
  };
  const recording = await deps.recordings.open(head);
  const first = await recording.append(inputFrame({ statement: input.statement }), 0);
  return { recording, input: first };
}

async function draftRow(
  admitted: AdmittedSubmission,
): Promise<Omit<NewSession, "id" | "startedAt" | "recordingPath">> {
  const { deps, actor, origin, connection, mode, input } = admitted;
  const { risk, reasons } = await readRisk(input.statement);
  return {
    ...{ ownerId: actor.userId, ownerName: actor.name, ownerEmail: actor.email },
    ...{ connectionId: connection.id, connectionName: connection.name },
    ...{ connectionVersion: connection.version, kind: connection.kind, mode },
    ...{ verb: "one-off", state: "running", statement: input.statement, risk },
    ...{ riskReasons: reasons, origin: origin.slice(0, 200), signInId: actor.signInId },
    ...{ correlationId: input.correlationId ?? null, agentId: connection.agentId },
    gatewayId: deps.gatewayId,
  };
}
