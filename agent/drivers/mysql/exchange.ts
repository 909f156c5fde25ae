import type { SessionLimits } from "@/domain/connections/connection";
import { Refusal } from "@/domain/refusal";
import { EventQueue } from "../event-queue";
import type { MysqlLink } from "./connect";
import { type Answered, Conversation, type Said, type Used } from "./conversation";
import { lost } from "./errors";
import { Framer } from "./framer";
import { killQuery } from "./kill";
import { MYSQL_LIMITS } from "./limits";
import { queryPackets } from "./packets";
import { WireProblem } from "./wire-problem";

type Phase = "running" | "stopping" | "over";
const UTF8 = new TextEncoder();

/**
 * One statement over a link: bytes out, what the server says in, at the reader's pace.
 * `stop` cancels in the target and waits until it has stopped; a target that does not is cut off.
 */
export class Exchange {
  private readonly link: MysqlLink;
  private readonly framer: Framer;
  private readonly conversation: Conversation;
  private readonly queue: EventQueue<Said>;
  private phase: Phase = "running";
  private refusal: Refusal | null = null;
  private isAsking = false;
  private onAnswered: (answered: Answered | null) => void = () => {
    // Nobody waits yet.
  };
  private onOver: () => void = () => {
    // Nobody waits yet.
  };
  private readonly over = new Promise<void>((resolve) => {
    this.onOver = resolve;
  });

  constructor(link: MysqlLink, bounds: { readonly limits: SessionLimits; readonly used: Used }) {
    this.link = link;
    this.queue = new EventQueue(MYSQL_LIMITS.queueBytesMax, () => link.socket.resume());
    this.framer = new Framer((body) => {
      if (!this.isAsking) throw new WireProblem("malformed"); // It was through.
      this.conversation.message(body);
    });
    this.conversation = new Conversation(
      {
        emit: (said, bytes) => {
          if (this.phase === "running") this.queue.push(said, bytes);
        },
        answered: (answered) => this.answered(answered),
        stop: (because) => void this.stop(because),
      },
      bounds,
    );
    link.socket.on("data", this.hear).on("close", this.closed).on("error", this.closed);
    if (link.socket.destroyed) this.closed();
  }

  /** Sends one statement, and waits until the target is done with it. `null`: it will not be. */
  send(statement: string): Promise<Answered | null> {
    return new Promise((resolve) => {
      if (this.phase !== "running") {
        resolve(null);
        return;
      }
      this.onAnswered = resolve;
      this.isAsking = true;
      if (this.link.socket.writable) this.link.socket.write(queryPackets(UTF8.encode(statement)));
      this.link.socket.resume();
    });
  }

  next(): Promise<Said | null> {
    return this.queue.next();
  }

  /** Why it ended before its end, or null. */
  outcome(): Refusal | null {
    return this.refusal;
  }

  /** The first reason counts. Resolves when nothing of it runs in the target any more. */
  stop(because: Refusal): Promise<void> {
    if (this.phase === "running") {
      this.phase = "stopping";
      this.refusal = because;
      this.onAnswered(null);
      this.link.socket.resume();
      if (this.isAsking) void this.stopTarget();
      else this.finish();
    }
    return this.over;
  }

  /** All was said. Once stopping, the target's silence is awaited instead. */
  done(): void {
    if (this.phase === "running") this.finish();
  }

  private answered(answered: Answered): void {
    this.isAsking = false;
    if (this.phase === "stopping") this.finish();
    else this.onAnswered(answered);
  }

  /** The socket is left paused for whoever talks next. */
  private finish(): void {
    if (this.phase === "over") return;
    this.phase = "over";
    this.link.socket.pause();
    this.link.socket.off("data", this.hear).off("close", this.closed).off("error", this.closed);
    this.queue.finish();
    this.onAnswered(null);
    this.onOver();
  }

  private readonly hear = (chunk: Buffer): void => {
    if (!this.isAsking) {
      this.broken(new WireProblem("malformed"));
      return;
    }
    try {
      this.framer.push(chunk);
      this.conversation.flushRows();
    } catch (error) {
      this.broken(error);
    }
    if (this.phase === "running" && this.queue.full) this.link.socket.pause();
  };

  private readonly closed = (): void => {
    if (this.phase === "running") this.refusal = lost("The target ended the connection.");
    this.finish();
  };

  /** The stream cannot be read on from here: cancel and cut. */
  private broken(error: unknown): void {
    const because = refusalOfWire(error);
    this.refusal ??= because;
    this.phase = "stopping";
    this.onAnswered(null);
    this.link.socket.off("data", this.hear).pause();
    void killQuery(this.link, "connection").then(() => this.cut());
  }

  private async stopTarget(): Promise<void> {
    const endsAt = performance.now() + MYSQL_LIMITS.stopMsMax;
    while (this.phase === "stopping" && performance.now() < endsAt) {
      await killQuery(this.link, "query"); // A wish that comes before the statement is not heard: again.
      await Promise.race([this.over, pause(MYSQL_LIMITS.cancelAgainMs)]);
    }
    if (this.phase === "stopping") await killQuery(this.link, "connection");
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
  if (error.because === "malformed") return lost("The target does not follow MySQL's protocol.");
  const rowBytesMax = MYSQL_LIMITS.messageBytesMax;
  return new Refusal("LIMIT.ROW", `A row has more than ${rowBytesMax} bytes.`, { rowBytesMax });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
