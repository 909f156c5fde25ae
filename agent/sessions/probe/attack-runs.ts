import { KINDS } from "@/domain/connections/kinds";
import { invariant } from "@/domain/invariant";
import type { Said } from "@/domain/masking/probe/find-values";
import { PROBE_LIMITS, type ProbedColumn } from "@/domain/masking/probe/probe";
import { isRefusal, Refusal } from "@/domain/refusal";
import type { SessionCancel, SessionOpen } from "@/protocol/agent-events";
import { decodeFrame, type Frame } from "@/protocol/frame";
import { type EndPayload, endPayload } from "@/protocol/payloads";
import type { DriverEvent, DriverSession } from "../../drivers/driver";
import { StatementGuard } from "../guard-statement";
import { Outbox } from "../outbox";
import { RunningSession, type SessionTools } from "../running-session";
import { saidByFrames } from "./said";

/** Frames that never leave this process are taken at once. */
const ALL = Number.MAX_SAFE_INTEGER;

export interface Attacked {
  readonly end: Pick<EndPayload, "state" | "code">;
  readonly said: Said;
}

/**
 * Runs statements for a probe: by the very way of a session, whose frames stay here, or in clear for
 * what the agent itself must know. Both on a read-only target, briefly, and of few rows.
 */
export class AttackRuns {
  private readonly open: SessionOpen;
  private readonly tools: SessionTools;
  private readonly signal: AbortSignal;

  constructor(open: SessionOpen, tools: SessionTools, signal: AbortSignal) {
    const { attackSecondsMax, rowsOfAttackMax, bytesOfAttackMax } = PROBE_LIMITS;
    const { probe: _, approved: __, preview: ___, granted: ____, ...rest } = open;
    this.open = {
      ...rest,
      target: { ...open.target, readOnly: true },
      limits: {
        ...{ rowsMax: rowsOfAttackMax, bytesMax: bytesOfAttackMax },
        durationSecondsMax: attackSecondsMax,
      },
      upTo: ALL,
    };
    this.tools = tools;
    this.signal = signal;
  }

  /** As a client gets it: what fails, fails in the end that it answers. */
  async masked(statement: string): Promise<Attacked> {
    const frames: Frame[] = [];
    const outbox = new Outbox(ALL, (bytes) => {
      const frame = decodeFrame(new Uint8Array(bytes));
      frames.push(frame);
      queueMicrotask(() => outbox.credit(frame.sequence + 1, ALL));
    });
    const session = new RunningSession({ ...this.open, statement }, outbox, this.tools);
    const cancel = () => session.cancel({ ...CANCEL, sessionId: this.open.sessionId });
    this.signal.addEventListener("abort", cancel, { once: true });
    if (this.signal.aborted) cancel();
    await session.run();
    this.signal.removeEventListener("abort", cancel);
    const last = frames.at(-1);
    invariant(last?.kind === "end", "the last frame of a session is its end");
    const { state, code } = endPayload.parse(JSON.parse(new TextDecoder().decode(last.payload)));
    return { end: { state, code }, said: saidByFrames(frames) };
  }

  /** Why guardrails let nobody run it without an approval, or at all; `null`: they do. */
  async objectionTo(statement: string): Promise<Refusal | null> {
    try {
      await this.guard(statement);
      return null;
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
  }

  /** What the target says where nothing is masked. Throws a Refusal for what guardrails would not run. */
  async inClear(statement: string): Promise<readonly DriverEvent[]> {
    const guard = await this.guard(statement);
    return await this.with(this.open.limits.durationSecondsMax, async (session) => {
      await guard.requireAllowedAtTarget(session);
      const events: DriverEvent[] = [];
      for await (const event of session.run(statement, this.open.limits, this.signal)) {
        // Rows are views into a chunk of the socket: they are kept longer than it is.
        events.push(
          event.kind === "rows" ? { ...event, bytes: new Uint8Array(event.bytes) } : event,
        );
      }
      return events;
    });
  }

  /** What there is to attack. Throws a Refusal when the target's catalogue cannot be read. */
  async probeable(): Promise<readonly ProbedColumn[]> {
    return await this.with(PROBE_LIMITS.catalogueSecondsMax, (session) => session.probeable());
  }

  /** A connection on which nothing is protected: what it says stays in this process. */
  private async with<T>(
    durationSecondsMax: number,
    work: (session: DriverSession) => Promise<T>,
  ): Promise<T> {
    const { target, sessionId } = this.open;
    const driver = this.tools.drivers.get(target.kind);
    const can = KINDS[target.kind].capabilities;
    if (driver === undefined || !can.has("probe") || !can.has("read-only")) {
      throw new Refusal("STATEMENT.UNSUPPORTED", "This agent has no driver that can do this.");
    }
    const password = this.tools.unseal(sessionId, target.credential);
    const wish = {
      ...{ settings: target.settings, password: () => password, readOnly: true, protects: [] },
      durationSecondsMax,
    };
    const session = await driver.open(wish, this.signal);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }

  private async guard(statement: string): Promise<StatementGuard> {
    const parser = await this.tools.parserOf(KINDS[this.open.target.kind].dialect);
    const guard = new StatementGuard({ ...this.open, statement }, { parser, now: new Date() });
    guard.requireAllowedByText();
    if (!guard.needsApproval) return guard;
    const because = "A guardrail wants it approved, and a probe waits for nobody.";
    throw new Refusal("GUARDRAIL.UNAPPROVABLE", because);
  }
}

const CANCEL: Omit<SessionCancel, "sessionId"> = {
  ...{ as: "cancelled", code: "SESSION.CANCELLED", because: "The probe was stopped." },
};
