import type { AgentId } from "@/domain/connections/connection";
import type { ComparedColumn } from "@/domain/masking/lineage/judge-comparing";
import type { Actor } from "@/domain/people/user";
import type { RecordingHead, StoredRecord } from "@/domain/recording/recording-format";
import { Refusal } from "@/domain/refusal";
import { type AccessRule, ruleCoversConnection } from "@/domain/requests/access-rule";
import type { SessionVerb } from "@/domain/sessions/session";
import { findAsItIs } from "../connections/find-for-session";
import type { OpenRecording } from "../recordings/recording-files";
import { claimRequest } from "../requests/claim-request";
import { finishRun } from "../requests/finish-runs";
import { rulesInForce } from "../rules/rules-in-force";
import { readRisk } from "../statements/read-facts";
import type { AdmittedSubmission } from "./admit-submission";
import { inputFrame } from "./gateway-frames";
import { LIVE_LIMITS } from "./live-sessions";
import { keepMaskedBy } from "./masked/store";
import { currentPolicy, type StampedPolicy } from "./policy-bundle";
import { PROBE_SESSION_LIMITS } from "./probe-limits";
import { reopenHeld } from "./reopen-held";
import { RunningSession } from "./running-session";
import { factsOfSession } from "./session-facts";
import type { NewSession } from "./store";
import type { ApprovedRun } from "./submission";

/** A submission whose session is open: recorded from here on, whatever becomes of it. */
export interface OpenedSubmission extends AdmittedSubmission {
  readonly session: RunningSession;
  readonly policy: StampedPolicy;
  /** As they were when it was opened: what may hold it is decided by these alone. */
  readonly rules: readonly AccessRule[];
  /** The request that holds it: nothing is executed now. */
  readonly heldFor?: string;
  /** Masked columns that it compares at a price. */
  readonly compared?: readonly ComparedColumn[];
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
    const { approved } = admitted;
    return approved === undefined
      ? await openInPlace(admitted)
      : await reopenInPlace(admitted, approved);
  } catch (error) {
    deps.live.leavePlace(actor.userId);
    throw error;
  }
}

async function openInPlace(admitted: AdmittedSubmission): Promise<OpenedSubmission> {
  const { deps, actor, connection, input } = admitted;
  const startedAt = deps.now();
  const [rules, policy] = await Promise.all([
    rulesInForce(deps),
    currentPolicy(deps, { actor: readersOf(admitted), connection }),
  ]);
  const { maskedBy } = policy;
  const drawn = await draftRow(admitted, rules);
  const draft = { ...drawn, id: deps.newId("ses"), startedAt, maskedBy };
  const { recording, input: first } = await openRecording(admitted, draft);
  const row = { ...draft, recordingPath: recording.path };
  const session = new RunningSession(deps, {
    ...{ id: row.id, actor, recording, startedAt, stamp: policy.stamp },
    limits: admitted.probe === undefined ? connection.limits : PROBE_SESSION_LIMITS,
    input: first,
    ...{ row, requestId: null, previewOf: admitted.previewOf ?? null },
    connectionId: connection.id,
    connectionName: connection.name,
    agentId: connection.agentId as AgentId,
  });
  deps.live.add(session);
  return { ...admitted, input, session, policy, rules };
}

/**
 * A held session goes on: its request is claimed, which only one can, then its recording is opened
 * where it ended. From the claim on it has run, whatever happens: it is never tried again by itself.
 */
async function reopenInPlace(
  admitted: AdmittedSubmission,
  { requestId, sessionId, contractDigest }: ApprovedRun,
): Promise<OpenedSubmission> {
  const { deps, actor, origin, input } = admitted;
  const connection = await findAsItIs(deps, input.connection);
  if (connection === null)
    throw new Refusal("REQUEST.VOID", "The connection is not there any more.");
  const policy = await currentPolicy(deps, { actor, connection });
  await claimRequest(deps, { actor, origin, requestId, contractDigest, connection });
  try {
    const held = await reopenHeld({ ...admitted, connection }, sessionId);
    await keepMaskedBy(deps.db.direct, sessionId, policy.maskedBy);
    const session = new RunningSession(deps, {
      ...{ id: sessionId, actor, ...held, stamp: policy.stamp, limits: connection.limits },
      ...{
        row: null,
        requestId,
        previewOf: null,
        connectionId: connection.id,
        connectionName: connection.name,
      },
      agentId: connection.agentId as AgentId,
    });
    deps.live.add(session);
    return { ...admitted, connection, session, policy, rules: [] };
  } catch (error) {
    const because = "Its session could not be gone on with; nothing ran.";
    await finishRun(deps, requestId, { state: "failed", code: null, because });
    throw error;
  }
}

/**
 * Whose exemptions count. A probe says whose: its verdicts hold no rows. The rows of a preview stand on the request's page, for who asked for it and
 * for all who see its session, so nobody's do.
 */
function readersOf({ actor, previewOf, probe }: AdmittedSubmission): {
  readonly groups: Actor["groups"];
} {
  return previewOf === undefined && probe?.as !== "anyone" ? actor : { groups: [] };
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
  rules: readonly AccessRule[],
): Promise<Omit<NewSession, "id" | "startedAt" | "recordingPath" | "maskedBy">> {
  const { deps, actor, origin, connection, mode, input } = admitted;
  const { risk, reasons } = await readRisk(input.statement, connection.kind);
  const verb = verbOf(admitted);
  return {
    ...{ ownerId: actor.userId, ownerName: actor.name, ownerEmail: actor.email },
    ...{ connectionId: connection.id, connectionName: connection.name },
    ...{ connectionVersion: connection.version, kind: connection.kind, mode },
    ...{ verb, state: firstState(admitted, rules), statement: input.statement, risk },
    ...{ riskReasons: reasons, origin: origin.slice(0, 200), signInId: actor.signInId },
    ...{ correlationId: input.correlationId ?? null, agentId: connection.agentId },
    ...{ gatewayId: deps.gatewayId, grantId: null },
  };
}

function verbOf({ previewOf, probe }: AdmittedSubmission): SessionVerb {
  if (probe !== undefined) return "probe";
  return previewOf === undefined ? "one-off" : "preview";
}

/** Where rules have a say, it is held until they have said it. */
function firstState(
  admitted: AdmittedSubmission,
  rules: readonly AccessRule[],
): "held" | "running" {
  const { connection } = admitted;
  if (verbOf(admitted) !== "one-off") return "running";
  const mayHold = rules.some((rule) => rule.enabled && ruleCoversConnection(rule, connection));
  return mayHold ? "held" : "running";
}
