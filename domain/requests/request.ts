/** `action`: one command, approved and run at most once. `jit`: a window of time. */
export const REQUEST_KINDS = ["action", "jit"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = [
  "pending",
  "proposed",
  "approved",
  "running",
  "executed",
  "failed",
  "unknown",
  "rejected",
  "expired",
  "cancelled",
  "revoked",
  "void",
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export interface RequestMove {
  readonly from: RequestState;
  readonly to: RequestState;
  /** Absent: of both kinds. */
  readonly only?: RequestKind;
}

/**
 * Every move there is, one row each. What is not here does not happen: the database holds the same
 * table and refuses the rest.
 */
export const REQUEST_MOVES: readonly RequestMove[] = [
  { from: "pending", to: "proposed", only: "action" },
  { from: "pending", to: "approved" },
  { from: "pending", to: "rejected" },
  { from: "pending", to: "expired" },
  { from: "pending", to: "cancelled" },
  { from: "proposed", to: "pending", only: "action" },
  { from: "proposed", to: "approved", only: "action" },
  { from: "proposed", to: "rejected", only: "action" },
  { from: "proposed", to: "expired", only: "action" },
  { from: "proposed", to: "cancelled", only: "action" },
  // A window never runs: it stays approved while it is open, and is executed when it closes.
  { from: "approved", to: "running", only: "action" },
  { from: "approved", to: "executed", only: "jit" },
  { from: "approved", to: "revoked" },
  { from: "approved", to: "expired", only: "action" },
  { from: "approved", to: "void" },
  { from: "approved", to: "cancelled" },
  { from: "running", to: "executed", only: "action" },
  { from: "running", to: "failed", only: "action" },
  { from: "running", to: "unknown", only: "action" },
];

export function canMoveRequest(kind: RequestKind, from: RequestState, to: RequestState): boolean {
  return REQUEST_MOVES.some(
    (move) => move.from === from && move.to === to && (move.only ?? kind) === kind,
  );
}

/** Whether anything can still become of it. */
export function isOpenRequest(state: RequestState): boolean {
  return REQUEST_MOVES.some((move) => move.from === state);
}

/** Waits for people: for votes, or for the requester's word on a proposal. */
export function isUndecided(state: RequestState): boolean {
  return state === "pending" || state === "proposed";
}

export const REQUEST_LIMITS = {
  reasonCharactersMax: 2_000,
  noteCharactersMax: 1_000,
  notesMax: 20,
  rejectReasonCharactersMax: 1_000,
  revisionsMax: 20,
  /** Requests of one person that wait at the same time. */
  openOfPersonMax: 50,
  affectedRowsMaxMax: 1_000_000_000,
  timeoutSecondsMin: 60,
  timeoutSecondsMax: 7 * 86_400,
  windowSecondsMin: 60,
  windowSecondsMax: 30 * 86_400,
  /** Between two nudges of one request. */
  nudgeSecondsMin: 300,
  approvedAtOnceMax: 50,
} as const;
