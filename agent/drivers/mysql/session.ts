import type { RunLimits } from "@/domain/connections/connection";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import { Shapes } from "@/domain/masking/mysql/shapes";
import { Refusal } from "@/domain/refusal";
import type { Relation, StatementFacts, StatementParser } from "@/domain/statements/facts";
import { factsOf } from "@/domain/statements/facts";
import { objectionToReadOnly } from "@/domain/statements/read-only";
import type { DriverEvent, DriverSession, RelationsBehind } from "../driver";
import { READ_ONLY_REASONS } from "../read-only-reasons";
import { ask } from "./ask";
import type { MysqlLink } from "./connect";
import { Guard } from "./guard";
import { MYSQL_LIMITS } from "./limits";
import { quitPacket } from "./packets";
import { readRelations } from "./relations";
import { relationsBehind } from "./relations-behind";
import { Run } from "./run";

const CANCELLED = new Refusal("SESSION.CANCELLED", "The statement was cancelled.");
const IN_READ_ONLY = 0x20_00;
const UNREAD =
  "What the target's catalogue says of its columns could not be read, so nothing was sent.";

export interface MysqlSessionOptions {
  readonly link: MysqlLink;
  readonly readOnly: boolean;
  readonly parser: StatementParser;
  readonly protects: readonly ColumnMaskingRule[];
}

export class MysqlSession implements DriverSession {
  private readonly options: MysqlSessionOptions;
  private current: Run | null = null;
  private closing: Promise<void> | null = null;

  constructor(options: MysqlSessionOptions) {
    this.options = options;
  }

  relationsBehind(named: readonly Relation[]): Promise<RelationsBehind> {
    return relationsBehind(this.options.link, named);
  }

  async plansOf(): Promise<never> {
    throw lacks();
  }

  async compared(): Promise<never> {
    throw lacks();
  }

  async probeable(): Promise<never> {
    throw lacks();
  }

  preview(): AsyncIterable<DriverEvent> {
    throw lacks();
  }

  async *run(
    statement: string,
    limits: RunLimits,
    signal: AbortSignal,
  ): AsyncGenerator<DriverEvent> {
    const { parser, link, readOnly } = this.options;
    const facts = factsOf(parser, statement);
    let refusal = this.objectionTo(statement, signal);
    const guard = refusal === null ? await this.guard(statement, facts) : null;
    if (refusal === null && readOnly) refusal = await this.beginReadOnly();
    // While the catalogue was read, or the transaction begun.
    if (this.closing !== null || signal.aborted) refusal = CANCELLED;
    if (guard instanceof Refusal) refusal ??= guard;
    if (refusal !== null || guard instanceof Refusal) {
      yield { kind: "end", refusal };
      return;
    }
    const run = new Run({ link, statement, facts, guard, readOnly, limits });
    this.current = run;
    yield* run.events(signal);
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  /** Who knows what is protected; `null`: nothing is; why nobody can know it. */
  private async guard(
    statement: string,
    facts: readonly StatementFacts[],
  ): Promise<Guard | null | Refusal> {
    const { link, protects } = this.options;
    const [first] = protects;
    if (first === undefined) return null;
    const { database } = link.credential.settings;
    const named = facts.flatMap(({ relations }) =>
      relations.map(({ schema, name }) => ({ schema: schema ?? database, name })),
    );
    const found = await readRelations(link, named);
    if (found === null) return new Refusal("MASKING.FAILED", UNREAD);
    const unknown = first.kind;
    const shapes = new Shapes(found, { rules: protects, database, unknown });
    return new Guard({ statement, database, facts, shapeOf: shapes.of, unknown });
  }

  private objectionTo(statement: string, signal: AbortSignal): Refusal | null {
    if (signal.aborted) return CANCELLED;
    if (statement.includes("\0")) {
      return new Refusal("INPUT.INVALID", "A statement cannot hold the NUL character.");
    }
    if (!this.options.readOnly) return null;
    const objection = objectionToReadOnly(this.options.parser.parse(statement), "mysql");
    if (objection === null) return null;
    return new Refusal("STATEMENT.READ_ONLY", READ_ONLY_REASONS[objection], { objection });
  }

  /** What was not seen to write, the server keeps from writing; nothing that runs can end it. */
  private async beginReadOnly(): Promise<Refusal | null> {
    const { link } = this.options;
    const session = await ask(link, "SET SESSION TRANSACTION READ ONLY");
    const begun = session === null ? null : await ask(link, "START TRANSACTION READ ONLY");
    const isIn = begun !== null && (begun.status & IN_READ_ONLY) !== 0;
    return isIn
      ? null
      : new Refusal("TARGET.LOST", "The target did not begin a read-only transaction.");
  }

  private async end(): Promise<void> {
    const { socket } = this.options.link;
    await this.current?.stop(CANCELLED);
    if (socket.destroyed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => socket.destroy(), MYSQL_LIMITS.goodbyeMsMax);
      socket.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      socket.resume();
      socket.end(quitPacket());
    });
  }
}

/** The kind says that its driver cannot do this, and is asked before. */
function lacks(): Refusal {
  return new Refusal("CONNECTION.LACKS", "Connections to MySQL cannot do that; nothing was sent.");
}
