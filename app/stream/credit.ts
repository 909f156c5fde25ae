import { LINK_LIMITS } from "@/protocol/version";

/**
 * The reader's side of the flow control: how far the gateway may send, given the first record that
 * has not been indexed yet and what was granted before. `null` when it is not worth a message yet.
 * A credit never falls, and never reaches further than the window beyond what has been read.
 */
export function nextCredit(nextIndex: number, granted: number): number | null {
  const upTo = nextIndex + LINK_LIMITS.framesUnderWayMax;
  const half = LINK_LIMITS.framesUnderWayMax / 2;
  return upTo - granted >= half ? upTo : null;
}

/** What a reader grants when it starts, or starts again, at a record. */
export function firstCredit(nextIndex: number): number {
  return nextIndex + LINK_LIMITS.framesUnderWayMax;
}
