import type {
  OpenAnswer,
  ResumeAnswer,
  SessionCancel,
  SessionCredit,
  SessionOpen,
  SessionsResume,
} from "@/protocol/agent-events";
import { LINK_LIMITS } from "@/protocol/version";
import { Outbox } from "./outbox";
import { RunningProbe } from "./probe/running-probe";
import { RunningSession, type SessionTools } from "./running-session";

const SESSIONS_LIMITS = {
  sessionsMax: 500,
  /** Ids of sessions that ended, remembered so that none of them runs twice. */
  endedIdsMax: 10_000,
  /** How long the frames of a session that ended are kept for a gateway that may not have them. */
  keepEndedMs: 15_000,
  /** And how many bytes of them, all sessions together. */
  keepEndedBytesMax: 16 * 1024 * 1024,
  awayMsMax: LINK_LIMITS.resumeSecondsMax * 1000,
} as const;

export type SendSessionFrame = (sessionId: string, frame: Uint8Array) => void;

interface Entry {
  readonly session: RunningSession | RunningProbe;
  readonly outbox: Outbox;
  readonly finished: Promise<void>;
}

/** The sessions of this process, by id: opened once each, kept over a lost link for a while. */
export class Sessions {
  private readonly tools: SessionTools;
  private readonly entries = new Map<string, Entry>();
  private readonly known = new Set<string>();
  /** Sessions that ended and are still kept, with the bytes that each keeps, oldest first. */
  private readonly ended = new Map<string, number>();
  /** Their bytes, all together. */
  private endedBytes = 0;
  private awayTimer: NodeJS.Timeout | null = null;

  constructor(tools: SessionTools) {
    this.tools = tools;
  }

  open(open: SessionOpen, send: SendSessionFrame): OpenAnswer {
    const id = open.sessionId;
    if (this.entries.has(id)) return { ok: true }; // Asked again because the first answer was lost.
    if (this.known.has(id)) return refuse("LINK.PROTOCOL", "This session has run already.");
    if (this.entries.size - this.ended.size >= SESSIONS_LIMITS.sessionsMax) {
      const because = `The agent runs ${SESSIONS_LIMITS.sessionsMax} sessions, which is its limit.`;
      return refuse("AGENT.BUSY", because);
    }
    this.remember(id);
    const outbox = new Outbox(open.upTo, (frame) => send(id, frame));
    const Kind = open.probe === undefined ? RunningSession : RunningProbe;
    const session = new Kind(open, outbox, this.tools);
    const finished = session.run().then(() => {
      this.forgetLater(id);
      setImmediate(() => this.tools.makeMasker.prepare?.());
    });
    this.entries.set(id, { session, outbox, finished });
    return { ok: true };
  }

  credit({ sessionId, received, upTo }: SessionCredit): void {
    this.entries.get(sessionId)?.outbox.credit(received, upTo);
  }

  cancel(cancel: SessionCancel): void {
    this.entries.get(cancel.sessionId)?.session.cancel(cancel);
  }

  /** What is said first after every connect. */
  resumable(): SessionsResume {
    const sessions = [...this.entries.values()].map(({ session, outbox }) => ({
      sessionId: session.id,
      nextSequence: outbox.next,
    }));
    return { sessions };
  }

  /** What the gateway said to each of those it was asked about; one without an answer is gone. */
  resume(asked: SessionsResume, answers: readonly ResumeAnswer[], send: SendSessionFrame): void {
    if (this.awayTimer !== null) clearTimeout(this.awayTimer);
    this.awayTimer = null;
    const answered = new Map(answers.map((answer) => [answer.sessionId, answer]));
    for (const { sessionId } of asked.sessions) {
      const answer = answered.get(sessionId);
      const outbox = this.entries.get(sessionId)?.outbox;
      if (answer?.kind === "resume") {
        outbox?.resume((frame) => send(sessionId, frame), answer.received, answer.upTo);
      } else {
        this.gone(sessionId, "The gateway does not know the session any more.");
      }
    }
  }

  /** The link is down. When it stays so, nobody waits for the results any more. */
  suspend(): void {
    for (const { outbox } of this.entries.values()) outbox.suspend();
    this.awayTimer ??= setTimeout(() => {
      this.awayTimer = null;
      for (const id of [...this.entries.keys()]) this.gone(id, "The gateway was away too long.");
    }, SESSIONS_LIMITS.awayMsMax);
  }

  /** Cancels all in their targets; resolves when they have stopped. */
  async close(because: string): Promise<void> {
    if (this.awayTimer !== null) clearTimeout(this.awayTimer);
    const finished = [...this.entries.values()].map((entry) => entry.finished);
    for (const { session } of this.entries.values()) {
      session.cancel({ sessionId: session.id, as: "ended", code: "AGENT.LOST", because });
    }
    await Promise.all(finished);
  }

  private gone(id: string, because: string): void {
    this.entries
      .get(id)
      ?.session.cancel({ sessionId: id, as: "ended", code: "AGENT.LOST", because });
    if (!this.ended.has(id))
      this.tools.log.info("a session was given up", { sessionId: id, because });
    this.forget(id);
  }

  /** The gateway acknowledges no end frame: it is kept until it must have come through. */
  private forgetLater(id: string): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    const bytes = entry.outbox.keptBytes();
    this.ended.set(id, bytes);
    this.endedBytes += bytes;
    setTimeout(() => this.forget(id), SESSIONS_LIMITS.keepEndedMs).unref();
    for (const oldest of this.ended.keys()) {
      if (this.endedBytes <= SESSIONS_LIMITS.keepEndedBytesMax) break;
      this.forget(oldest);
    }
  }

  private forget(id: string): void {
    this.entries.delete(id);
    this.endedBytes -= this.ended.get(id) ?? 0;
    this.ended.delete(id);
  }

  private remember(id: string): void {
    this.known.add(id);
    if (this.known.size <= SESSIONS_LIMITS.endedIdsMax) return;
    const [oldest] = this.known;
    if (oldest !== undefined) this.known.delete(oldest);
  }
}

function refuse(code: string, because: string): OpenAnswer {
  return { ok: false, code, because };
}
