import { LINK_LIMITS } from "@/protocol/version";

/** How far an agent may send: as many frames beyond the recorded ones as the owner's readers keep up. */
export class CreditWindow {
  /** Frames of the agent that are recorded. */
  recorded = 0;
  private given: number = LINK_LIMITS.framesUnderWayMax;

  /** What the agent knows or is told now; credit is never taken back. */
  grant(lag: number): number {
    this.given = Math.max(this.given, this.reach(lag));
    return this.given;
  }

  /**
   * Whether telling the agent is worth a message: when it waits, or when half a window has opened.
   * `sent` are the frames that came from it.
   */
  isDue(lag: number, sent: number): boolean {
    const grown = this.reach(lag) - this.given;
    const stalled = sent >= this.given;
    return grown > 0 && (stalled || grown >= LINK_LIMITS.framesUnderWayMax / 2);
  }

  private reach(lag: number): number {
    return this.recorded + Math.max(0, LINK_LIMITS.framesUnderWayMax - lag);
  }
}
