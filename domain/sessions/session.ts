/** Every state a session can be in. `open` ones end in exactly one of the others. */
export const SESSION_STATES = [
  "held",
  "running",
  "done",
  "failed",
  "blocked",
  "cancelled",
  "ended",
  "interrupted",
] as const;
export type SessionState = (typeof SESSION_STATES)[number];

const NEXT_STATES: Record<SessionState, readonly SessionState[]> = {
  held: ["running", "blocked", "cancelled", "ended", "interrupted"],
  running: ["done", "failed", "blocked", "cancelled", "ended", "interrupted"],
  done: [],
  failed: [],
  blocked: [],
  cancelled: [],
  ended: [],
  interrupted: [],
};

export function canMove(from: SessionState, to: SessionState): boolean {
  return NEXT_STATES[from].includes(to);
}

export function isOpen(state: SessionState): boolean {
  return NEXT_STATES[state].length > 0;
}

export const SESSION_VERBS = ["one-off", "preview", "probe"] as const;
export type SessionVerb = (typeof SESSION_VERBS)[number];
