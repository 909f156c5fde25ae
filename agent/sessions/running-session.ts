import { setImmediate as turn } from "node:timers/promises";
import { KINDS } from "@/domain/connections/kinds";
import type { MakeMasker, Masker } from "@/domain/masking/masker";
import { isRefusal, Refusal } from "@/domain/refusal";
import type { ParserOf } from "@/domain/statements/parsers";
import type { SessionCancel, SessionOpen } from "@/protocol/agent-events";
import type { EndPayload } from "@/protocol/payloads";
import { stampOf } from "@/protocol/stamp";
import type { Driver, DriverEvent, DriverSession, TargetFailure } from "../drivers/driver";
import type { Log } from "../log";
import { FrameWriter } from "./frame-writer";
import { StatementGuard } from "./guard-statement";
import { MaskedTexts } from "./masked-texts";
import { maskingDigestOf } from "./masking-digest";
import { guarded, MaskingFailed } from "./masking-failed";
import type { Outbox } from "./outbox";
import { OutputStage } from "./output-stage";
import { SearchTime, slicesOf } from "./search-time";

export interface SessionTools {
  readonly drivers: ReadonlyMap<string, Driver>;
  readonly makeMasker: MakeMasker;
  /** Opens a sealed credential. Throws when it was sealed for another process or session. */
  readonly unseal: (context: string, box: string) => string;
  readonly parserOf: ParserOf;
  readonly log: Log;
}

type Ending = Pick<EndPayload, "state" | "code" | "because">;

/** Refused before anything reached the target, by the agent's own look at the statement. */
const BLOCKS: ReadonlySet<string> = new Set([
  ...["STATEMENT.READ_ONLY", "PREVIEW.REFUSED", "MASKING.COMPARED", "CONNECTION.LACKS"],
  ...["GUARDRAIL.BLOCKED", "GUARDRAIL.REACHED", "GUARDRAIL.FAILED"],
]);

/**
 * One statement from its target to the gateway: the driver's bytes are masked, then framed, then
 * sent against credits. What fails, fails closed; the end frame is the last one, exactly once.
 */
export class RunningSession {
  readonly id: string;
  readonly outbox: Outbox;
  private readonly open: SessionOpen;
  private readonly tools: SessionTools;
  private readonly writer: FrameWriter;
  private readonly abort = new AbortController();
  private cancelled: SessionCancel | null = null;
  private masker: Masker | null = null;
  private output = new OutputStage();
  private rowsOfResult = 0;
  /** Of warnings, before the target had anything. */
  private framesBefore = 0;
  /** The statement may have reached the target: what is refused from here on has not been blocked. */
  private hasBegun = false;
  private failureText: string | null = null;

  constructor(open: SessionOpen, outbox: Outbox, tools: SessionTools) {
    this.id = open.sessionId;
    this.open = open;
    this.outbox = outbox;
    this.tools = tools;
    this.writer = new FrameWriter(outbox, stampOf(open.policy.masking));
  }

  /** The first reason counts. */
  cancel(cancel: SessionCancel): void {
    this.cancelled ??= cancel;
    this.abort.abort();
  }

  /** Resolves when the end frame is in the outbox and the connection to the target is closed. Never rejects. */
  async run(): Promise<void> {
    let session: DriverSession | null = null;
    let ending: Ending;
    try {
      this.masker = guarded(() => this.makeMasker());
      this.output = new OutputStage(this.open.policy.outputRules);
      const guard = await this.guard();
      guard.requireAllowedByText();
      session = await this.connect();
      const texts = new MaskedTexts(this.masker, this.output);
      await this.warnBy(guard, session, texts);
      this.hasBegun = true;
      ending = await this.relay(session, texts);
    } catch (error) {
      ending = this.endingOf(error);
    }
    this.end(this.cancelled === null ? ending : endingOfCancel(this.cancelled));
    this.writer.close();
    const { masker } = this;
    this.masker = null;
    setImmediate(() => masker?.free()); // Behind the last frames, which leave in this turn.
    try {
      await session?.close();
    } catch (error) {
      this.tools.log.error("a connection to a target did not close", { error, sessionId: this.id });
    }
  }

  private makeMasker(): Masker {
    const { masking } = this.open.policy;
    const digest = maskingDigestOf(this.open, this.tools.unseal);
    if (masking.custom === undefined) return this.tools.makeMasker(masking, digest);
    const time = new SearchTime(() => performance.now());
    return time.timed(this.tools.makeMasker(masking, digest, time.check));
  }

  private async warnBy(guard: StatementGuard, session: DriverSession, texts: MaskedTexts) {
    for (const words of await allowedAt(session, guard, texts)) {
      const because = guarded(() => texts.words(words));
      this.writer.json("event", { event: "warned", because });
    }
    this.framesBefore = this.outbox.next;
  }

  private async guard(): Promise<StatementGuard> {
    const { dialect } = KINDS[this.open.target.kind];
    const parser = await this.tools.parserOf(dialect);
    return new StatementGuard(this.open, { parser, now: new Date() });
  }

  private async connect(): Promise<DriverSession> {
    const { target, limits, sessionId } = this.open;
    const driver = this.tools.drivers.get(target.kind);
    if (driver === undefined) {
      throw new Refusal("STATEMENT.UNSUPPORTED", "This agent has no driver that can do this.");
    }
    const password = this.tools.unseal(sessionId, target.credential);
    const wish = {
      ...{ settings: target.settings, password: () => password, readOnly: target.readOnly },
      protects: this.open.policy.masking.columns,
      granted: this.open.granted ?? [],
      durationSecondsMax: limits.durationSecondsMax,
    };
    return await driver.open(wish, this.abort.signal);
  }

  private async relay(session: DriverSession, texts: MaskedTexts): Promise<Ending> {
    const { statement, limits, preview } = this.open;
    const { signal } = this.abort;
    const events =
      preview === true
        ? session.preview(statement, limits, signal)
        : session.run(statement, limits, signal);
    for await (const event of events) {
      if (event.kind === "end") return this.ending(event.refusal);
      if (this.abort.signal.aborted) break; // Leaving the loop ends the statement in the target.
      if (event.kind !== "rows") this.pass(event, texts);
      else if (this.open.policy.masking.custom === undefined) this.passRows(event.bytes);
      else await this.passSlowly(event.bytes);
      if (!this.outbox.hasRoom()) await this.outbox.room(this.abort.signal);
    }
    return { state: "ended", code: "SESSION.CANCELLED", because: "The statement was stopped." };
  }

  private passRows(bytes: Uint8Array): void {
    const block = guarded(() => this.live().rows(bytes));
    this.rowsOfResult += block.rowCount;
    this.writer.rows(this.output.rows(block));
  }

  /** Other sessions have their turn in between. */
  private async passSlowly(bytes: Uint8Array): Promise<void> {
    for (const slice of guarded(() => [...slicesOf(bytes)])) {
      if (this.abort.signal.aborted) return;
      this.passRows(slice);
      await turn();
    }
  }

  private pass(event: Exclude<DriverEvent, { kind: "end" | "rows" }>, texts: MaskedTexts): void {
    switch (event.kind) {
      case "columns": {
        const plans = guarded(() => this.live().columns(event.columns));
        this.writer.json(
          "columns",
          guarded(() => texts.columns(event.columns, plans)),
        );
        break;
      }
      case "notice":
        this.writer.json(
          "notice",
          guarded(() => texts.notice(event.notice)),
        );
        break;
      case "notices-dropped":
        this.writer.json("event", {
          event: "notices-dropped",
          because: `${event.count} more notices came and were only counted.`,
        });
        break;
      case "complete": {
        const tag = guarded(() => texts.tag(event.tag));
        this.writer.json("complete", { tag, rows: this.rowsOfResult, affected: event.affected });
        this.startNextResult();
        break;
      }
      case "failure":
        this.fail(event.failure, texts);
        break;
    }
  }

  private fail(failure: TargetFailure, texts: MaskedTexts): void {
    const payload = guarded(() => texts.failure(failure));
    this.failureText ??= payload.message;
    this.writer.json("failure", payload);
    this.startNextResult();
  }

  private startNextResult(): void {
    this.rowsOfResult = 0;
    this.writer.nextResult();
  }

  private live(): Masker {
    if (this.masker === null) throw new MaskingFailed("no masker");
    return this.masker;
  }

  private ending(refusal: Refusal | null): Ending {
    if (refusal === null) return { state: "done", code: null, because: null };
    if (refusal.code.startsWith("LIMIT.")) {
      this.writer.json("event", { event: "limit-reached", because: refusal.message });
    }
    // Refused before anything ran is blocked; a failure of the target comes with its masked text.
    const ran = this.outbox.next > this.framesBefore || !BLOCKS.has(refusal.code);
    const because = this.failureText ?? refusal.message;
    return { state: ran ? "failed" : "blocked", code: refusal.code, because };
  }

  private endingOf(error: unknown): Ending {
    this.writer.drop();
    if (error instanceof MaskingFailed) {
      this.masker = null;
      this.tools.log.error("masking failed", { error: error.cause, sessionId: this.id });
      const because = "Masking failed on a part of the result; that part was not delivered.";
      return { state: "failed", code: "MASKING.FAILED", because };
    }
    if (isRefusal(error)) {
      const isBefore = BLOCKS.has(error.code) && !this.hasBegun;
      const state = isBefore ? "blocked" : "failed";
      return { state, code: error.code, because: error.message };
    }
    this.tools.log.error("a session failed", { error, sessionId: this.id });
    const because = "Something went wrong inside the agent.";
    return { state: "failed", code: "INTERNAL.BUG", because };
  }

  private end(ending: Ending): void {
    const { rowsWritten: rows, bytesWritten: bytes } = this.afterFlush();
    const isOurs = ending.code === "GUARDRAIL.BLOCKED";
    const because = isOurs ? ending.because : this.output.lastWords(ending.because);
    const masked = this.report();
    const guarded = this.output.report();
    const withGuarded = guarded.length === 0 ? {} : { guarded };
    this.writer.json("end", { ...ending, because, rows, bytes, masked, ...withGuarded });
  }

  private afterFlush(): FrameWriter {
    this.writer.flush();
    return this.writer;
  }

  private report(): EndPayload["masked"] {
    const { masker } = this;
    if (masker === null) return [];
    try {
      return new MaskedTexts(masker, this.output).report(masker.report());
    } catch (error) {
      this.tools.log.error("the masking report failed", { error, sessionId: this.id });
      return [];
    }
  }
}

/** What it says no with names what is the target's: masked like every text of it. */
async function allowedAt(session: DriverSession, guard: StatementGuard, texts: MaskedTexts) {
  try {
    return await guard.requireAllowedAtTarget(session);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const words = guarded(() => texts.words(error.message));
    throw new Refusal(error.code, words, error.facts);
  }
}

function endingOfCancel({ as, code, because }: SessionCancel): Ending {
  return { state: as, code, because };
}
