import { ProtocolProblem } from "@/protocol/problem";
import { LINK_LIMITS } from "@/protocol/version";

/** Sends one frame over the link as it is now. Only called while the link is up. */
export type SendFrame = (frame: Uint8Array) => void;

/**
 * The frames of one session between the masker and the gateway: numbered, sent against credits, kept
 * until the gateway has them, and sent again from where it asks after the link was lost.
 */
export class Outbox {
  /** Sequence of the next frame to be added. */
  next = 0;
  /** Told of each frame that the gateway has and that is kept no more: its bytes may be written to again. */
  onReceived: (frame: Uint8Array) => void = () => {
    // Nobody wants the memory of a frame back.
  };
  private frames: Uint8Array[] = [];
  /** Sequence of the first kept frame: all before it are the gateway's. */
  private received = 0;
  private sent = 0;
  private upTo: number;
  private send: SendFrame | null;
  private isFirstLink = true;
  private wake: () => void = () => {
    // Nobody waits for room.
  };

  constructor(upTo: number, send: SendFrame) {
    this.upTo = upTo;
    this.send = send;
  }

  add(frame: Uint8Array): void {
    this.frames.push(frame);
    this.next += 1;
    this.flush();
  }

  /** Resolves when the next frame may be sent at once, or when the signal aborts. */
  async room(signal: AbortSignal): Promise<void> {
    while (!this.hasRoom() && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const go = () => {
          signal.removeEventListener("abort", go);
          resolve();
        };
        this.wake = go;
        signal.addEventListener("abort", go);
      });
    }
  }

  hasRoom(): boolean {
    return this.next < Math.min(this.upTo, this.received + LINK_LIMITS.framesUnderWayMax);
  }

  /** Throws a ProtocolProblem when the gateway says it has what was never sent. */
  credit(received: number, upTo: number): void {
    this.forget(received);
    this.upTo = Math.max(this.upTo, upTo);
    this.flush();
    if (this.hasRoom()) this.wake();
  }

  /** The link is up again: everything the gateway does not have is sent again. */
  resume(send: SendFrame, received: number, upTo: number): void {
    // The link before it may hold frames that it never sent: they are written to no more.
    this.isFirstLink = false;
    this.forget(received);
    this.sent = this.received;
    this.send = send;
    this.credit(received, upTo);
  }

  /** The link is down: frames wait, as far as credits reach. */
  suspend(): void {
    this.send = null;
  }

  keptBytes(): number {
    return this.frames.reduce((sum, frame) => sum + frame.byteLength, 0);
  }

  private forget(received: number): void {
    if (received > this.sent)
      throw new ProtocolProblem("the gateway has frames that were not sent");
    if (received <= this.received) return;
    const had = this.frames.splice(0, received - this.received);
    if (this.isFirstLink) for (const frame of had) this.onReceived(frame);
    this.received = received;
  }

  private flush(): void {
    while (this.send !== null && this.sent < this.next && this.sent < this.upTo) {
      const frame = this.frames[this.sent - this.received];
      if (frame === undefined) return;
      this.sent += 1;
      this.send(frame);
    }
  }
}
