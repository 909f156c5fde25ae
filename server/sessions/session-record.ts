import type { AccessMode, ConnectionKind } from "@/domain/connections/connection";
import type { MaskReportLine } from "@/domain/masking/masker";
import type { AnyKind } from "@/domain/masking/masking-rule";
import type { CameBy, UserId } from "@/domain/people/user";
import type { SessionState, SessionVerb } from "@/domain/sessions/session";

export type Risk = "low" | "medium" | "high";

/** A session as lists show it; `statement` may be its beginning only. */
export interface SessionSummary {
  readonly id: string;
  /** `null` once the person was deleted. */
  readonly ownerId: UserId | null;
  /** What it was started through; `null` in rows of old. */
  readonly signInId: CameBy | null;
  readonly ownerName: string;
  readonly ownerEmail: string;
  readonly connectionName: string;
  readonly kind: ConnectionKind;
  readonly mode: AccessMode;
  readonly verb: SessionVerb;
  readonly state: SessionState;
  readonly statement: string;
  readonly statementCut: boolean;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly rows: number;
  readonly bytes: number;
  readonly masked: Readonly<Partial<Record<AnyKind, number>>>;
  readonly maskedTotal: number;
  readonly risk: Risk;
  readonly code: string | null;
}

export interface SessionRecord extends SessionSummary {
  readonly because: string | null;
  readonly maskedColumns: readonly MaskReportLine[];
  readonly riskReasons: readonly string[];
  readonly origin: string;
  readonly correlationId: string | null;
  readonly agentId: string | null;
  readonly gatewayId: string;
  readonly recording: RecordingRow | null;
}

export interface RecordingRow {
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
  readonly head: string | null;
  readonly closedAt: Date | null;
}
