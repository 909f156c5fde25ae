/**
 * The way of a command: every command on whichever path it arrives goes through these, in this
 * order. The one-off path and the native wire path walk this same tuple; a test holds the order.
 */
export const SUBMIT_STAGES = [
  "authenticate",
  "access",
  "mode",
  "open",
  "guard-input",
  "rules",
  "execute",
] as const;

/** What every frame of a result goes through on its way back. */
export const RESULT_STAGES = ["guard-output", "mask", "record", "deliver"] as const;

export const STAGES = [...SUBMIT_STAGES, ...RESULT_STAGES] as const;
export type Stage = (typeof STAGES)[number];
