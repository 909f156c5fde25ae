import type { SessionLimits } from "@/domain/connections/connection";
import { PROBE_LIMITS } from "@/domain/masking/probe/probe";

/** Behind the agent's own deadline, so that the agent's is the one that people read. */
const GRACE_SECONDS = 5;
const { columnsMax, attacksOfColumnMax, secondsMax } = PROBE_LIMITS;

/** Of the verdicts of a probe: what it reads of a target has limits of its own, in the agent. */
export const PROBE_SESSION_LIMITS: SessionLimits = {
  rowsMax: columnsMax * (1 + attacksOfColumnMax),
  bytesMax: 8 * 1024 * 1024,
  durationSecondsMax: secondsMax + GRACE_SECONDS,
};
