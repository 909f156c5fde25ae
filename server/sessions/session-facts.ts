import { z } from "zod";
import { ACCESS_MODES, CONNECTION_KINDS } from "@/domain/connections/connection";
import type { RecordingHead } from "@/domain/recording/recording-format";
import { SESSION_VERBS } from "@/domain/sessions/session";
import { storable } from "./storable";
import type { NewSession } from "./store";

const text = z.string().max(400);

/** What the head of a recording holds of its session, so that a lost row can be made again. */
const facts = z.object({
  ownerId: text,
  ownerName: text,
  ownerEmail: text,
  connectionId: text,
  connectionName: text,
  connectionVersion: z.number().int(),
  kind: z.enum(CONNECTION_KINDS),
  mode: z.enum(ACCESS_MODES),
  verb: z.enum(SESSION_VERBS),
  risk: z.enum(["low", "medium", "high"]),
  origin: text,
  correlationId: text.nullable(),
  signInId: text,
  agentId: text,
  gatewayId: text,
});
type SessionFacts = z.infer<typeof facts>;

export function factsOfSession(session: SessionFacts): RecordingHead["facts"] {
  const { ownerId, ownerName, ownerEmail, connectionId, connectionName, connectionVersion } =
    session;
  const { kind, mode, verb, risk, origin, correlationId, signInId, agentId, gatewayId } = session;
  return {
    ...{ ownerId, ownerName, ownerEmail, connectionId, connectionName, connectionVersion },
    ...{ kind, mode, verb, risk, origin, correlationId, signInId, agentId, gatewayId },
  };
}

/** The session's row from its recording; `null` when the head is not one of ours. */
export function sessionOfHead(
  head: RecordingHead,
  recording: { readonly path: string; readonly statement: string },
): NewSession | null {
  const read = facts.safeParse(head.facts);
  const startedAt = new Date(head.startedAt);
  if (!read.success || Number.isNaN(startedAt.getTime())) return null;
  return {
    ...read.data,
    ...{ id: head.sessionId, startedAt, statement: storable(recording.statement) },
    ...{ state: "running", riskReasons: [], recordingPath: recording.path, grantId: null },
    // Which rules masked it the recording does not say.
    maskedBy: [],
  };
}
