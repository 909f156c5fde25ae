import type { AgentId, ConnectionId, SessionLimits } from "@/domain/connections/connection";
import type { Actor } from "@/domain/people/user";
import type { RequestStanding } from "@/domain/policy/decide-request";
import type { StoredRecord } from "@/domain/recording/recording-format";
import type { OpenRecording } from "../recordings/recording-files";
import type { NewSession } from "./store";

/** A session whose recording is open: all that its run needs. */
export interface NewRunningSession {
  readonly id: string;
  readonly actor: Actor;
  readonly connectionId: ConnectionId;
  readonly connectionName: string;
  readonly agentId: AgentId;
  readonly startedAt: Date;
  readonly limits: SessionLimits;
  readonly stamp: Uint8Array;
  readonly recording: OpenRecording;
  /** The record of the input: in the file before anything else happens. */
  readonly input: StoredRecord;
  /** Its row, stored a moment later; `null` when it is stored: a held session that goes on. */
  readonly row: NewSession | null;
  /** The approved request that it runs for. */
  readonly requestId: string | null;
  /** The request whose command it previews. */
  readonly previewOf: RequestStanding | null;
}
