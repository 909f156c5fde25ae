import type { SessionLimits } from "@/domain/connections/connection";
import { LINK_LIMITS } from "@/protocol/version";
import type { EndReason } from "./live-sessions";

export const RUNNING_LIMITS = {
  /** How long an agent may take from a cancel to its end frame. */
  cancelMsMax: 5_000,
  /** The agent ends a statement at its time limit; this much later the gateway does. */
  overtimeMs: 5_000,
  resumeMsMax: LINK_LIMITS.resumeSecondsMax * 1_000,
} as const;

/** The gateway ends what the agent did not end in time. */
export function overtime({ durationSecondsMax }: SessionLimits): EndReason {
  const because = `The statement took longer than ${durationSecondsMax} s.`;
  return { as: "ended", code: "LIMIT.TIME", because };
}
