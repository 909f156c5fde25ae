import type { RunLimits } from "@/domain/connections/connection";
import type { StatementPlan } from "@/domain/guardrails/seen-at-target";
import type { ComparedColumn, TargetColumn } from "@/domain/masking/lineage/judge-comparing";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import type { ProbedColumn } from "@/domain/masking/probe/probe";
import { isRefusal, Refusal } from "@/domain/refusal";
import type { Relation, StatementFacts, StatementParser } from "@/domain/statements/facts";
import { leavesNoTrace } from "@/domain/statements/leaves-no-trace";
import { objectionToCeiling } from "@/domain/statements/objection-to-ceiling";
import { objectionToReadOnly } from "@/domain/statements/read-only";
import type { DriverEvent, DriverSession, RelationsBehind } from "../driver";
import { READ_ONLY_REASONS } from "../read-only-reasons";
import { ask } from "./ask";
import { beginBounded, settleBounded } from "./bounded-run";
import type { Catalogues } from "./catalogues";
import type { PostgresLink } from "./connect";
import { Exchange } from "./exchange";
import { Guard } from "./guard";
import { judgeComparing, refuseComparing } from "./judge-comparing";
import { POSTGRES_LIMITS } from "./limits";
import {
  IN_TRANSACTION,
  queryMessage,
  singleStatementMessages,
  terminateMessage,
} from "./messages";
import { plansOf } from "./plans";
import { previewOn } from "./preview-run";
import { probeableColumns } from "./probeable-columns";
import { relationsBehind } from "./relations-behind";

const CANCELLED = new Refusal("SESSION.CANCELLED", "The statement was cancelled.");

export interface PostgresSessionOptions {
  readonly link: PostgresLink;
  readonly readOnly: boolean;
  readonly parser: StatementParser;
  readonly protects: readonly ColumnMaskingRule[];
  readonly granted: readonly TargetColumn[];
  readonly catalogues: Catalogues;
  readonly onClosed: () => void;
  /** Offers the link for another session; false when it is not wanted. */
  readonly giveBack: () => boolean;
}

export class PostgresSession implements DriverSession {
  private readonly options: PostgresSessionOptions;
  private exchange: Exchange | null = null;
  private closing: Promise<void> | null = null;
  private leavesNoTrace = false;
  private isUntouched = false;

  constructor(options: PostgresSessionOptions) {
    this.options = options;
  }

  relationsBehind(named: readonly Relation[]): Promise<RelationsBehind> {
    return relationsBehind(this.options.link, named);
  }

  async plansOf(statements: readonly string[]): Promise<readonly (StatementPlan | null)[]> {
    const { link, parser } = this.options;
    for (const statement of statements) {
      // A plan tells how many rows a comparison finds: what may not be compared is not planned either.
      const guard = await this.guard(statement);
      if (!(guard instanceof Guard)) throw guard;
    }
    return await plansOf({ link, parser }, statements);
  }

  async *run(
    statement: string,
    limits: RunLimits,
    signal: AbortSignal,
  ): AsyncGenerator<DriverEvent> {
    const { affectedRowsMax } = limits;
    let refusal = this.objectionTo(statement, signal);
    const guard = refusal === null ? await this.guard(statement) : null;
    if (guard instanceof Guard) refusal = await this.begin(statement, limits);
    else refusal ??= guard;
    // While the catalogue was read, or the transaction begun.
    if (this.closing !== null || signal.aborted) refusal = CANCELLED;
    if (refusal !== null || !(guard instanceof Guard)) {
      yield { kind: "end", refusal };
      return;
    }
    const exchange = new Exchange(this.options.link, limits, this.options.readOnly);
    this.exchange = exchange;
    const cancel = () => void exchange.stop(CANCELLED);
    const timer = setTimeout(() => {
      const { durationSecondsMax } = limits;
      const words = `The statement ran longer than ${durationSecondsMax} s.`;
      void exchange.stop(new Refusal("LIMIT.TIME", words, { durationSecondsMax }));
    }, limits.durationSecondsMax * 1000);
    signal.addEventListener("abort", cancel, { once: true });
    try {
      if (signal.aborted) cancel();
      const spoken = this.speak(exchange, statement);
      // While the target works. Nothing is read before: the first answer waits in the socket.
      this.leavesNoTrace = leavesNoTrace(this.options.parser.parse(statement));
      for (let event = await exchange.next(); event !== null; event = await exchange.next()) {
        yield guard.passed(event);
      }
      await spoken;
      yield { kind: "end", refusal: await this.settle(exchange, affectedRowsMax) };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      await exchange.stop(CANCELLED);
      this.options.catalogues.forgetIfChanging(statement);
    }
  }

  /** Its link is closed behind it, whatever happened: what a preview did is never another session's. */
  async *preview(
    statement: string,
    _limits: RunLimits,
    signal: AbortSignal,
  ): AsyncGenerator<DriverEvent> {
    const { link, parser } = this.options;
    const guard = await this.guard(statement);
    if (guard instanceof Guard) yield* previewOn({ link, parser, statement, guard }, signal);
    else yield { kind: "end", refusal: guard };
  }

  /** Who knows what is protected in the target; why nobody can know it. */
  private async guard(statement: string): Promise<Guard | Refusal> {
    const { link, parser, protects, granted, catalogues } = this.options;
    const wish = { link, rules: protects, statement, granted };
    catalogues.forgetIfChanging(statement);
    try {
      const catalogue = await catalogues.of(wish);
      await refuseComparing(wish, { catalogues, parser });
      return new Guard({ catalogue, statement, parser });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return error;
    }
  }

  async compared(statement: string): Promise<readonly ComparedColumn[]> {
    const { link, parser, protects, catalogues } = this.options;
    catalogues.forgetIfChanging(statement);
    const wish = { link, rules: protects, statement };
    const columns = await judgeComparing(wish, { catalogues, parser });
    this.isUntouched = true;
    return columns;
  }

  async probeable(): Promise<readonly ProbedColumn[]> {
    const columns = await probeableColumns(this.options.link);
    this.isUntouched = true;
    return columns;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** Begins the transaction that bounds it, where one does; why it cannot be begun, or `null`. */
  private async begin(statement: string, limits: RunLimits): Promise<Refusal | null> {
    const { link, readOnly, parser } = this.options;
    const isBounded = limits.affectedRowsMax !== undefined;
    const objection = isBounded ? objectionToCeiling(parser.parse(statement)) : null;
    if (objection !== null) return objection;
    if (readOnly) return await this.beginReadOnly();
    return isBounded ? await beginBounded(link) : null;
  }

  /** Why it ended, or `null` when all went well; with a row ceiling only now is anything kept. */
  private async settle(
    exchange: Exchange,
    affectedRowsMax: number | undefined,
  ): Promise<Refusal | null> {
    const outcome = exchange.outcome();
    const { link, readOnly } = this.options;
    if (affectedRowsMax === undefined || readOnly || outcome !== null) return outcome;
    return await settleBounded(link, affectedRowsMax);
  }

  private async end(): Promise<void> {
    const { socket } = this.options.link;
    await this.exchange?.stop(CANCELLED);
    const isClean = this.leavesNoTrace && this.exchange?.clean === true;
    if ((isClean || this.isUntouched) && !socket.destroyed && this.options.giveBack()) return;
    if (!socket.destroyed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => socket.destroy(), POSTGRES_LIMITS.goodbyeMsMax);
        socket.once("close", () => {
          clearTimeout(timer);
          resolve();
        });
        socket.resume();
        socket.end(terminateMessage());
      });
    }
    this.options.onClosed();
  }

  private async speak(exchange: Exchange, statement: string): Promise<void> {
    if (this.options.readOnly) await this.speakOneByOne(exchange, statement);
    else await exchange.send(queryMessage(statement));
    exchange.done();
  }

  /** Each statement by itself in the extended protocol, all in the one read-only transaction. */
  private async speakOneByOne(exchange: Exchange, statement: string): Promise<void> {
    for (const { start, end } of this.statementsOf(statement)) {
      exchange.conversation.positionOffset = [...statement.slice(0, start)].length;
      const status = await exchange.send(singleStatementMessages(statement.slice(start, end)));
      if (status !== IN_TRANSACTION) return;
    }
  }

  private statementsOf(statement: string): readonly Pick<StatementFacts, "start" | "end">[] {
    const parsed = this.options.parser.parse(statement);
    if (parsed.kind === "unparsed") return []; // Refused before by objectionTo.
    return parsed.statements.length === 0
      ? [{ start: 0, end: statement.length }]
      : parsed.statements;
  }

  private objectionTo(statement: string, signal: AbortSignal): Refusal | null {
    if (signal.aborted) return CANCELLED;
    if (statement.includes("\0")) {
      return new Refusal("INPUT.INVALID", "A statement cannot hold the NUL character.");
    }
    if (!this.options.readOnly) return null;
    const objection = objectionToReadOnly(this.options.parser.parse(statement), "postgres");
    if (objection === null) return null;
    return new Refusal("STATEMENT.READ_ONLY", READ_ONLY_REASONS[objection], { objection });
  }

  /**
   * A transaction that is read-only and has its snapshot cannot become writable again, and no
   * function or DO block can commit within it: PostgreSQL itself keeps what the parser may miss.
   */
  private async beginReadOnly(): Promise<Refusal | null> {
    const { link } = this.options;
    const begun = await ask(link, "BEGIN TRANSACTION READ ONLY");
    const sql = "SELECT pg_catalog.current_setting('transaction_read_only')";
    const checked = begun.status === IN_TRANSACTION ? await ask(link, sql) : begun;
    if (checked.status === IN_TRANSACTION && checked.value === "on") return null;
    return new Refusal("TARGET.LOST", "The target did not begin a read-only transaction.");
  }
}
