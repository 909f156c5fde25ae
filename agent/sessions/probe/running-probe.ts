import type { Masker } from "@/domain/masking/masker";
import {
  PLAN_COLUMNS,
  PROBE_LIMITS,
  VERDICT_COLUMNS,
  type Verdict,
} from "@/domain/masking/probe/probe";
import { isRefusal, Refusal } from "@/domain/refusal";
import type { Column } from "@/domain/rows/column";
import { encodeRow } from "@/domain/rows/row-format";
import type { SessionCancel, SessionOpen } from "@/protocol/agent-events";
import type { EndPayload } from "@/protocol/payloads";
import { stampOf } from "@/protocol/stamp";
import { FrameWriter } from "../frame-writer";
import { MaskedTexts } from "../masked-texts";
import { maskingDigestOf } from "../masking-digest";
import type { Outbox } from "../outbox";
import { OutputStage } from "../output-stage";
import type { SessionTools } from "../running-session";
import { AttackRuns } from "./attack-runs";
import { attack, columnsToProbe, type Probing, prepare } from "./probe-columns";

type Ending = Pick<EndPayload, "state" | "code" | "because">;

const TEXT_TYPE_ID = 25;
const STOPPED = new Refusal("SESSION.CANCELLED", "The probe was stopped.");

/**
 * Attacks columns of one target and answers verdicts, which hold no value: not of the target, not a
 * masked one. They are masked and guarded like any result all the same, for they name what is the target's.
 */
export class RunningProbe {
  readonly id: string;
  readonly outbox: Outbox;
  private readonly open: SessionOpen;
  private readonly tools: SessionTools;
  private readonly writer: FrameWriter;
  private output = new OutputStage();
  private readonly abort = new AbortController();
  private cancelled: SessionCancel | null = null;
  private masker: Masker | null = null;
  private isOver = false;
  private rowsOfResult = 0;

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

  /** Resolves when the end frame is in the outbox. Never rejects. */
  async run(): Promise<void> {
    const timer = setTimeout(() => {
      this.isOver = true;
      this.abort.abort();
    }, PROBE_LIMITS.secondsMax * 1_000);
    let ending: Ending;
    try {
      ending = await this.probe();
    } catch (error) {
      this.writer.drop();
      ending = this.endingOf(error);
    }
    clearTimeout(timer);
    const { cancelled } = this;
    if (cancelled !== null) {
      ending = { state: cancelled.as, code: cancelled.code, because: cancelled.because };
    }
    this.writer.flush();
    const { rowsWritten: rows, bytesWritten: bytes } = this.writer;
    this.writer.json("end", { ...ending, rows, bytes, masked: [] });
    this.writer.close();
    const { masker } = this;
    setImmediate(() => masker?.free()); // Behind the last frames, which leave in this turn.
  }

  private async probe(): Promise<Ending> {
    const { policy, probe } = this.open;
    const rules = policy.masking.columns;
    this.masker = this.tools.makeMasker(
      policy.masking,
      maskingDigestOf(this.open, this.tools.unseal),
    );
    this.output = new OutputStage(policy.outputRules);
    const runs = new AttackRuns(this.open, this.tools, this.abort.signal);
    const found = await columnsToProbe(runs, probe?.columns ?? null, rules);
    this.begin(PLAN_COLUMNS);
    const probing: Probing[] = [];
    for (const column of found) {
      const one = await prepare(runs, column);
      if (this.abort.signal.aborted) return this.stopped();
      probing.push(one);
      await this.row(planned(one));
    }
    this.complete();
    this.begin(VERDICT_COLUMNS);
    for (const [place, one] of probing.entries()) {
      for (const tried of one.attacks) {
        const verdict = await attack(runs, one, { tried, rules });
        // What was being tried when it was stopped was not tried.
        if (this.abort.signal.aborted) return this.stopped();
        await this.row([String(place), tried.class, tried.statement, ...wordsOf(verdict)]);
      }
    }
    this.complete();
    return { state: "done", code: null, because: null };
  }

  private begin(names: readonly string[]): void {
    const columns: Column[] = names.map((name) => ({
      ...{ name, type: "text", typeId: TEXT_TYPE_ID, origin: null, protectedAs: null },
    }));
    const masker = this.live();
    const plans = masker.columns(columns);
    this.writer.json("columns", new MaskedTexts(masker, this.output).columns(columns, plans));
    this.rowsOfResult = 0;
  }

  private async row(cells: readonly (string | null)[]): Promise<void> {
    const encoder = new TextEncoder();
    const row = encodeRow(cells.map((cell) => (cell === null ? null : encoder.encode(cell))));
    this.writer.rows(this.output.rows(this.live().rows(row)));
    this.rowsOfResult += 1;
    if (!this.outbox.hasRoom()) await this.outbox.room(this.abort.signal);
  }

  private complete(): void {
    this.writer.json("complete", { tag: "PROBE", rows: this.rowsOfResult, affected: null });
    this.writer.nextResult();
  }

  private live(): Masker {
    if (this.masker === null) throw new Refusal("MASKING.FAILED", "There is no masker.");
    return this.masker;
  }

  private stopped(): Ending {
    const { secondsMax } = PROBE_LIMITS;
    if (!this.isOver) return this.endingOf(STOPPED);
    const because = `The probe took longer than ${secondsMax} s; what it did not come to was not tried.`;
    return { state: "ended", code: "LIMIT.TIME", because };
  }

  private endingOf(error: unknown): Ending {
    if (this.isOver) return this.stopped();
    if (isRefusal(error)) return { state: "failed", code: error.code, because: error.message };
    this.tools.log.error("a probe failed", { error, sessionId: this.id });
    const because = "Something went wrong inside the agent.";
    return { state: "failed", code: "INTERNAL.BUG", because };
  }
}

function planned({ column, attacks, material, values }: Probing): string[] {
  const { schema, table, column: name, type } = column;
  return [schema, table, name, type, String(attacks.length), material, String(values)];
}

function wordsOf({ outcome, code, found }: Verdict): (string | null)[] {
  return [outcome, code, found?.form ?? null, found?.channel ?? null];
}
