import type { RunLimits } from "@/domain/connections/connection";
import { Refusal } from "@/domain/refusal";
import type { StatementFacts, StatementKind } from "@/domain/statements/facts";
import type { DriverEvent, TargetFailure, TargetMessage } from "../driver";
import { ask } from "./ask";
import type { MysqlLink } from "./connect";
import type { Answered, Said, ServerError } from "./conversation";
import { becauseOfFailure, codeOfFailure } from "./errors";
import { Exchange } from "./exchange";
import type { Guard } from "./guard";
import { MYSQL_LIMITS } from "./limits";
import { placeOf } from "./place-of-error";

const CANCELLED = new Refusal("SESSION.CANCELLED", "The statement was cancelled.");
const UTF8 = new TextEncoder();

export interface RunWish {
  readonly link: MysqlLink;
  readonly statement: string;
  readonly facts: readonly StatementFacts[];
  /** `null`: nothing is protected. */
  readonly guard: Guard | null;
  readonly readOnly: boolean;
  readonly limits: RunLimits;
}

/**
 * The statements of one text, each sent by itself as our reader parted them: what it took for one, the
 * server must take for one as well. The first failure ends it.
 */
export class Run {
  private readonly wish: RunWish;
  private readonly used = { rows: 0, bytes: 0, results: 0 };
  private exchange: Exchange | null = null;
  private refusal: Refusal | null = null;
  private notices = 0;

  constructor(wish: RunWish) {
    this.wish = wish;
  }

  async *events(signal: AbortSignal): AsyncGenerator<DriverEvent> {
    const { durationSecondsMax } = this.wish.limits;
    const cancel = () => void this.stop(CANCELLED);
    const timer = setTimeout(() => {
      const words = `The statement ran longer than ${durationSecondsMax} s.`;
      void this.stop(new Refusal("LIMIT.TIME", words, { durationSecondsMax }));
    }, durationSecondsMax * 1000);
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      yield* this.statements();
      const dropped = this.notices - MYSQL_LIMITS.noticesMax;
      if (dropped > 0) yield { kind: "notices-dropped", count: dropped };
      yield { kind: "end", refusal: this.refusal };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      await this.stop(CANCELLED);
    }
  }

  /** The first reason counts. Resolves when nothing of it runs in the target any more. */
  async stop(because: Refusal): Promise<void> {
    this.refusal ??= this.exchange?.outcome() ?? because;
    await this.exchange?.stop(because);
  }

  private async *statements(): AsyncGenerator<DriverEvent> {
    const { facts, statement } = this.wish;
    if (facts.length === 0) yield { kind: "complete", tag: UTF8.encode(""), affected: null };
    for (const [at, one] of facts.entries()) {
      if (this.refusal !== null) return;
      const answered = yield* this.one(at, statement.slice(one.start, one.end));
      if (answered === null || answered.failed) return;
      if (answered.warnings > 0) yield* this.warnings(at, answered.warnings);
    }
  }

  private async *one(at: number, text: string): AsyncGenerator<DriverEvent, Answered | null> {
    const { link, limits } = this.wish;
    const exchange = new Exchange(link, { limits, used: this.used });
    this.exchange = exchange;
    const sent = exchange.send(text).then((answered) => {
      exchange.done();
      return answered;
    });
    for (let said = await exchange.next(); said !== null; said = await exchange.next()) {
      yield this.eventOf(at, said);
    }
    const answered = await sent;
    this.refusal ??= exchange.outcome();
    return answered;
  }

  private eventOf(at: number, said: Said): DriverEvent {
    switch (said.kind) {
      case "columns": {
        const { guard } = this.wish;
        const columns =
          guard?.columns(at, said.columns) ??
          said.columns.map(({ name, type, typeId }) => ({ name, type, typeId, origin: null }));
        return { kind: "columns", columns };
      }
      case "rows":
        return said;
      case "complete":
        return this.complete(at, said);
      case "failure":
        return { kind: "failure", failure: this.failure(at, said.failure) };
    }
  }

  private complete(
    at: number,
    { rows, affected }: Extract<Said, { kind: "complete" }>,
  ): DriverEvent {
    const facts = this.wish.facts[at];
    const verb = verbOf(facts?.form ?? "");
    const counts = rows === null && COUNTED.has(facts?.kind ?? "unknown");
    const count = rows ?? (counts ? affected : null);
    const tag = UTF8.encode(count === null ? verb : `${verb} ${count}`);
    return { kind: "complete", tag, affected: counts ? affected : null };
  }

  private failure(at: number, { number, state, message }: ServerError): TargetFailure {
    const { statement, facts, guard, readOnly } = this.wish;
    const code = codeOfFailure(number, readOnly);
    this.refusal ??= new Refusal(code, becauseOfFailure(code), { number });
    const isSeen = guard === null || guard.isSeen(at);
    const from = facts[at]?.start ?? 0;
    const position = isSeen ? placeOf(message, { statement, from }) : null;
    const words = { severity: "ERROR", state, message: UTF8.encode(message) };
    const failure = { ...words, ...NO_MORE, code, position };
    return guard?.covered(at, failure) ?? failure;
  }

  /** What the server has to say of a statement beside its answer is asked for. */
  private async *warnings(at: number, count: number): AsyncGenerator<DriverEvent> {
    const { link, guard } = this.wish;
    const reply = await ask(link, `SHOW WARNINGS LIMIT ${MYSQL_LIMITS.noticesOfStatementMax}`);
    const shown = reply?.rows ?? [];
    for (const [level, code, message] of shown.slice(0, this.noticesLeft())) {
      const words = {
        severity: level ?? "",
        state: code ?? "",
        message: UTF8.encode((message ?? "").slice(0, MYSQL_LIMITS.textBytesMax)),
      };
      const notice: TargetMessage = { ...words, ...NO_MORE };
      yield { kind: "notice", notice: guard?.covered(at, notice) ?? notice };
    }
    this.notices += Math.max(count, shown.length);
  }

  private noticesLeft(): number {
    return Math.max(0, MYSQL_LIMITS.noticesMax - this.notices);
  }
}

/** Of others the server counts nothing that means anything. */
const COUNTED: ReadonlySet<StatementKind> = new Set(["write", "unknown"]);

function verbOf(form: string): string {
  return WORDS[form] ?? form.replace(/Stmt$/, "").toUpperCase();
}

/** MySQL says all in one sentence. */
const NO_MORE = { detail: null, hint: null } as const;
const WORDS: Readonly<Record<string, string>> = {
  ...{ VariableShowStmt: "SHOW", CopyStmt: "LOAD", Unparsed: "OK" },
};
