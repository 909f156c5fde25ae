import type { SessionLimits } from "@/domain/connections/connection";
import { Refusal } from "@/domain/refusal";
import type { DriverEvent } from "../driver";
import { EventQueue } from "../event-queue";
import { requestCancel } from "./cancel";
import type { PostgresLink } from "./connect";
import { Conversation } from "./conversation";
import { Framer, WireProblem } from "./framer";
import { POSTGRES_LIMITS } from "./limits";
import { TAG } from "./messages";

type Phase = "running" | "stopping" | "over";

/**
 * One run over a link: bytes out, events in, at the reader's pace. `stop` cancels in the target and
 * waits until it has stopped; a target that does not is cut off.
 */
export class Exchange {
  readonly conversation: Conversation;
  private readonly link: PostgresLink;
  private readonly framer: Framer;
  private readonly queue: EventQueue<DriverEvent>;
  private phase: Phase = "running";
  private refusal: Refusal | null = null;
  private onReady: (status: number | null) => void = () => {
    // Nobody waits yet.
  };
  private onOver: () => void = () => {
    // Nobody waits yet.
  };
  private readonly over = new Promise<void>((resolve) => {
    this.onOver = resolve;
  });

  constructor(link: PostgresLink, limits: SessionLimits, readOnly: boolean) {
    this.link = link;
    this.queue = new EventQueue(POSTGRES_LIMITS.queueBytesMax, () => link.socket.resume());
    this.framer = new Framer({
      rows: (block, rowCount) => {
        if (this.phase === "running") this.conversation.rows(block, rowCount);
      },
      message: (tag, body) => {
        if (this.phase === "running") this.conversation.message(tag, body);
        else if (tag === TAG.ready) this.finish();
      },
    });
    this.conversation = new Conversation(
      {
        readOnly,
        emit: (event, bytes) => this.queue.push(event, bytes),
        send: (bytes) => this.write(bytes),
        expectCells: (cells) => {
          this.framer.cells = cells;
        },
        ready: (status) => this.onReady(status),
        stop: (because) => this.stop(because),
      },
      limits,
    );
    link.socket.on("data", this.hear).on("close", this.closed).on("error", this.closed);
    if (link.socket.destroyed) this.closed();
  }

  /** Sends, and waits until the target is done with it. `null`: it will not be, see `outcome`. */
  send(bytes: Uint8Array): Promise<number | null> {
    return new Promise((resolve) => {
      if (this.phase !== "running") {
        resolve(null);
        return;
      }
      this.onReady = resolve;
      this.write(bytes);
      this.link.socket.resume();
    });
  }

  /** It came to its end well, nothing is left on the wire, and the session is as it was, to all we see. */
  get clean(): boolean {
    const { settingsChanged } = this.conversation;
    return (
      this.phase === "over" && this.outcome() === null && this.framer.empty && !settingsChanged
    );
  }

  next(): Promise<DriverEvent | null> {
    return this.queue.next();
  }

  /** Why it ended before its end, or the failure of a statement, or null when all went well. */
  outcome(): Refusal | null {
    return this.refusal ?? this.conversation.failed;
  }

  /** The first reason counts. Resolves when nothing of it runs in the target any more. */
  stop(because: Refusal): Promise<void> {
    if (this.phase === "running") {
      this.phase = "stopping";
      this.refusal = because;
      this.onReady(null);
      this.link.socket.resume();
      void this.stopTarget();
    }
    return this.over;
  }

  /** All was said. Once stopping, the target's silence is awaited instead. */
  done(): void {
    if (this.phase === "running") this.finish();
  }

  /** The socket is left paused for whoever talks next. */
  private finish(): void {
    if (this.phase === "over") return;
    this.phase = "over";
    const count = this.conversation.noticesDropped();
    if (count > 0) this.queue.push({ kind: "notices-dropped", count }, 0);
    this.link.socket.pause();
    this.link.socket.off("data", this.hear).off("close", this.closed).off("error", this.closed);
    this.queue.finish();
    this.onReady(null);
    this.onOver();
  }

  private write(bytes: Uint8Array): void {
    if (this.link.socket.writable) this.link.socket.write(bytes);
  }

  private readonly hear = (chunk: Buffer): void => {
    try {
      this.framer.push(chunk);
      if (this.phase === "running") this.conversation.flushCopy();
    } catch (error) {
      this.broken(error);
    }
    if (this.phase === "running" && this.queue.full) this.link.socket.pause();
  };

  private readonly closed = (): void => {
    if (this.phase === "running") {
      this.refusal = this.conversation.failed ?? lost("The target ended the connection.");
    }
    this.finish();
  };

  /** The stream cannot be read on from here: cancel and cut. */
  private broken(error: unknown): void {
    const because = refusalOfWire(error);
    if (this.phase === "running") this.refusal = because;
    this.phase = "stopping";
    this.onReady(null);
    this.link.socket.off("data", this.hear).pause();
    void requestCancel(this.link).then(() => this.cut());
  }

  private async stopTarget(): Promise<void> {
    const endsAt = performance.now() + POSTGRES_LIMITS.stopMsMax;
    while (this.phase === "stopping" && performance.now() < endsAt) {
      await requestCancel(this.link); // A wish that comes before the statement is not heard: again.
      await Promise.race([this.over, pause(POSTGRES_LIMITS.cancelAgainMs)]);
    }
    this.cut();
  }

  private cut(): void {
    if (this.phase === "over") return;
    this.link.socket.destroy();
    this.finish();
  }
}

function refusalOfWire(error: unknown): Refusal {
  if (!(error instanceof WireProblem)) throw error;
  if (error.because === "row-too-large") {
    const rowBytesMax = POSTGRES_LIMITS.messageBytesMax;
    return new Refusal("LIMIT.ROW", `A row has more than ${rowBytesMax} bytes.`, { rowBytesMax });
  }
  if (error.because === "message-too-large") {
    return lost("The target sent a message larger than any that is allowed.");
  }
  return lost("The target does not follow PostgreSQL's protocol.");
}

function lost(words: string): Refusal {
  return new Refusal("TARGET.LOST", words);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
