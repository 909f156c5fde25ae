import type { ConnectionKind, SessionLimits } from "@/domain/connections/connection";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import type { PolicyBundle, SessionOpen } from "@/protocol/agent-events";

/** A target with its password in clear. Lives only until the link has sealed it to one agent process. */
export interface ClearTarget {
  readonly kind: ConnectionKind;
  readonly settings: DatabaseSettings;
  readonly password: string;
  readonly readOnly: boolean;
}

export interface OpenAsk {
  readonly sessionId: string;
  readonly target: ClearTarget;
  readonly statement: string;
  readonly limits: SessionLimits;
  readonly policy: PolicyBundle;
  /** In clear, like the password, until the link has sealed it. Only where the policy names one. */
  readonly maskingKey?: string;
  readonly upTo: number;
  /** Previewed and rolled back: its target says read-only. */
  readonly preview?: true;
  /** Masking rules are attacked: its target says read-only too. */
  readonly probe?: SessionOpen["probe"];
  readonly approved?: true;
  /** What it may compare although rules ask something of that. */
  readonly granted?: SessionOpen["granted"];
}

export interface JudgeAsk {
  readonly judgeId: string;
  readonly target: ClearTarget;
  readonly statement: string;
  readonly columns: PolicyBundle["masking"]["columns"];
  readonly durationSecondsMax: number;
}

export interface TestAsk {
  readonly testId: string;
  readonly target: ClearTarget;
}
