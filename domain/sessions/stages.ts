/**
 * The way of a command: every command on whichever path it arrives goes through these, in this
 * order. The one-off path and the native wire path walk this same tuple; a test holds the order.
 */
export const STAGES = [
  "authenticate",
  "access",
  "mode",
  "open",
  "guard-input",
  "rules",
  "execute",
  "guard-output",
  "mask",
  "record",
  "deliver",
] as const;
export type Stage = (typeof STAGES)[number];
