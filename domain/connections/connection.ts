import type { GroupName } from "../people/user";

export type ConnectionId = string & { readonly brand: "ConnectionId" };
export type AgentId = string & { readonly brand: "AgentId" };

/** The engines a connection can speak to; one driver each in `agent/drivers`. */
export const CONNECTION_KINDS = ["postgres", "mysql"] as const;
export type ConnectionKind = (typeof CONNECTION_KINDS)[number];

export const ACCESS_MODES = ["runbooks", "native", "web"] as const;
export type AccessMode = (typeof ACCESS_MODES)[number];

/** Bounds of one session on one connection; reaching one ends the statement and says which. */
export interface SessionLimits {
  readonly rowsMax: number;
  readonly bytesMax: number;
  readonly durationSecondsMax: number;
}

/** Bounds of one run: those of its connection, and what was approved. */
export interface RunLimits extends SessionLimits {
  /** More rows than this changed: everything is rolled back. Absent: no such bound. */
  readonly affectedRowsMax?: number | undefined;
}

export const DEFAULT_LIMITS: SessionLimits = {
  rowsMax: 1_000_000,
  bytesMax: 1024 * 1024 * 1024,
  durationSecondsMax: 300,
};

export const NAME_PATTERN = /^[a-z0-9](?:[a-z0-9._-]{1,62})[a-z0-9]$/;

/** What the policy needs to know of a connection. Settings and secrets are elsewhere. */
export interface Connection {
  readonly id: ConnectionId;
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly accessGroups: readonly GroupName[];
  readonly modes: readonly AccessMode[];
  readonly readOnly: boolean;
  /** Whether commands may be run for their effect, in a transaction that is always rolled back. */
  readonly previewAllowed: boolean;
  readonly limits: SessionLimits;
  /** Grows by one with every change; an approval or a recording names the version it was for. */
  readonly version: number;
}
