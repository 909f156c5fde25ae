/** Grows when a message changes meaning. Messages only grow; a stranger is refused by name. */
export const PROTOCOL_VERSION = 1;

/** What an agent can do beyond the first version; new behaviour is gated on an announced one. */
export const CAPABILITIES = [
  "postgres",
  "session-resume",
  "connection-test",
  "row-ceiling",
  "preview",
  "guardrails",
  "output-guardrails",
  "column-identity",
  "eighteen-kinds",
  "comparisons",
  "guardrails-at-target",
  "kinds-by-context",
  "thirty-one-kinds",
  "comparison-grants",
  "replacements",
  "guardrails-on-texts",
  "masking-probe",
  "mysql",
  "custom-kinds",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Bounds both ends of the agent link and the browser stream agree on. */
export const LINK_LIMITS = {
  /** Rows are collected up to this many bytes before a frame is sent. */
  frameBytesTarget: 256 * 1024,
  /** A frame of rows is sent at the latest this long after its first row. */
  frameDelayMsMax: 2,
  /** One row, however it is split into cells; also the largest frame but for its header. */
  rowBytesMax: 8 * 1024 * 1024,
  /** One Socket.IO message. */
  messageBytesMax: 9 * 1024 * 1024,
  /** Frames that may be under way between agent and gateway, and between gateway and browser. */
  framesUnderWayMax: 8,
  /** Notices recorded and shown of one session; later ones are counted only. */
  noticesMax: 1_000,
  /** Columns of one result. PostgreSQL itself stops at 1,664. */
  columnsMax: 1_664,
  statementBytesMax: 1024 * 1024,
  heartbeatMs: 5_000,
  heartbeatTimeoutMs: 8_000,
  /** A session whose agent is away longer than this is ended. */
  resumeSecondsMax: 10,
} as const;
