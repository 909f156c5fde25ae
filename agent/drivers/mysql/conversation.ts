import type { SessionLimits } from "@/domain/connections/connection";
import { Refusal } from "@/domain/refusal";
import { type MysqlColumn, readColumn } from "./columns";
import { MYSQL_LIMITS } from "./limits";
import { PacketReader } from "./packets";
import { encodeTextRow } from "./rows";
import { WireProblem } from "./wire-problem";

const OK = 0x00;
const LOCAL_INFILE = 0xfb;
const END = 0xfe;
const ERROR = 0xff;
/** Longer ones that begin like an end are rows. */
const END_BYTES_MAX = 9;
const MORE_RESULTS = 0x00_08;
const EVENT_BYTES = 64;

/** What a server says to one statement, in its order. */
export type Said =
  | { readonly kind: "columns"; readonly columns: readonly MysqlColumn[] }
  | { readonly kind: "rows"; readonly rowCount: number; readonly bytes: Uint8Array }
  | { readonly kind: "complete"; readonly rows: number | null; readonly affected: number }
  | { readonly kind: "failure"; readonly failure: ServerError };

export interface ServerError {
  readonly number: number;
  readonly state: string;
  readonly message: string;
}

/** What the statements of a text have given so far: their bounds are for all of them. */
export interface Used {
  rows: number;
  bytes: number;
  results: number;
}

/** A statement is through, and the server waits for the next. */
export interface Answered {
  readonly status: number;
  readonly warnings: number;
  readonly failed: boolean;
}

export interface ConversationPort {
  emit(said: Said, bytes: number): void;
  answered(answered: Answered): void;
  /** Something makes going on impossible or forbidden: cancel in the target. */
  stop(because: Refusal): void;
}

type Expects = "answer" | "column" | "end-of-columns" | "row";

/**
 * The answer to one statement, which may be several results. Holds the bounds of the session; reaching one
 * stops the statement, and what came before it stays.
 */
export class Conversation {
  private readonly port: ConversationPort;
  private readonly limits: SessionLimits;
  private readonly used: Used;
  private expects: Expects = "answer";
  private columnsLeft = 0;
  private columnsBytes = 0;
  private columns: MysqlColumn[] = [];
  private rowsOfResult = 0;
  private stopped = false;
  private block: Uint8Array[] = [];
  private readonly hearers: Readonly<Record<Expects, (body: Uint8Array) => void>> = {
    answer: (body) => this.answer(body),
    column: (body) => this.column(body),
    "end-of-columns": (body) => this.endOfColumns(body),
    row: (body) => (isEnd(body) ? this.endOfRows(body) : this.row(body)),
  };

  constructor(
    port: ConversationPort,
    { limits, used }: { readonly limits: SessionLimits; readonly used: Used },
  ) {
    this.port = port;
    this.limits = limits;
    this.used = used;
  }

  message(body: Uint8Array): void {
    const isError = body[0] === ERROR && (this.expects === "answer" || this.expects === "row");
    if (isError) this.failure(body);
    else this.hearers[this.expects](body);
  }

  /** Called when a chunk is through: its rows leave together. */
  flushRows(): void {
    const rowCount = this.block.length;
    if (rowCount === 0) return;
    const bytes = Buffer.concat(this.block);
    this.block = [];
    if (!this.stopped) this.emit({ kind: "rows", rowCount, bytes }, bytes.byteLength);
  }

  private answer(body: Uint8Array): void {
    if (body[0] === LOCAL_INFILE) {
      // No answer of ours exists that gives no file: the connection is cut.
      this.stop(unsupported("The target asked for a file of the agent's machine; it gets none."));
      throw new WireProblem("malformed");
    }
    if (body[0] === OK) this.ok(body);
    else this.beginResult(new PacketReader(body).length());
  }

  private beginResult(count: number): void {
    if (count < 1) throw new WireProblem("malformed");
    if (count > MYSQL_LIMITS.columnsMax) {
      const facts = { columnsMax: MYSQL_LIMITS.columnsMax };
      this.stop(new Refusal("LIMIT.COLUMNS", "The result has too many columns.", facts));
    }
    this.columns = [];
    this.columnsLeft = count;
    this.columnsBytes = 0;
    this.rowsOfResult = 0;
    this.expects = "column";
  }

  private column(body: Uint8Array): void {
    this.columnsLeft -= 1;
    this.columnsBytes += body.byteLength;
    if (this.columnsBytes > MYSQL_LIMITS.columnsBytesMax) throw new WireProblem("malformed");
    if (!this.stopped) {
      const { column, isForeign } = readColumn(body);
      if (isForeign) {
        this.stop(unsupported("Only UTF-8 can be masked: character_set_results stays utf8mb4."));
      }
      this.columns.push(column);
    }
    if (this.columnsLeft === 0) this.expects = "end-of-columns";
  }

  private endOfColumns(body: Uint8Array): void {
    if (!isEnd(body)) throw new WireProblem("malformed");
    this.expects = "row";
    const { columns } = this;
    this.emit({ kind: "columns", columns }, columns.length * EVENT_BYTES);
  }

  private endOfRows(body: Uint8Array): void {
    const reader = new PacketReader(body, 1);
    const warnings = reader.integer(2);
    this.complete({ status: reader.integer(2), warnings, affected: 0 }, this.rowsOfResult);
  }

  private row(body: Uint8Array): void {
    if (this.stopped) return;
    const row = encodeTextRow(body, this.columns);
    const beyond = this.beyond(row.byteLength);
    if (beyond !== null) {
      this.stop(beyond);
      return;
    }
    this.used.rows += 1;
    this.rowsOfResult += 1;
    this.used.bytes += row.byteLength;
    this.block.push(row);
  }

  /** Which bound of the session the next row is beyond. */
  private beyond(rowBytes: number): Refusal | null {
    const { rowsMax, bytesMax } = this.limits;
    if (this.used.rows >= rowsMax) {
      return new Refusal("LIMIT.ROWS", `The result has more than ${rowsMax} rows.`, { rowsMax });
    }
    if (this.used.bytes + rowBytes <= bytesMax) return null;
    return new Refusal("LIMIT.BYTES", `The result has more than ${bytesMax} bytes.`, { bytesMax });
  }

  private ok(body: Uint8Array): void {
    const reader = new PacketReader(body, 1);
    const affected = reader.length();
    reader.length(); // The last id that was given.
    const status = reader.integer(2);
    this.complete({ status, warnings: reader.integer(2), affected }, null);
  }

  private complete(
    { status, warnings, affected }: { status: number; warnings: number; affected: number },
    rows: number | null,
  ): void {
    this.flushRows();
    this.expects = "answer";
    this.used.results += 1;
    if (this.used.results > MYSQL_LIMITS.resultsMax) {
      this.stop(new Refusal("LIMIT.STATEMENT", "The statement has too many results."));
    }
    this.emit({ kind: "complete", rows, affected }, EVENT_BYTES);
    if ((status & MORE_RESULTS) === 0) this.port.answered({ status, warnings, failed: false });
  }

  private failure(body: Uint8Array): void {
    this.flushRows();
    this.expects = "answer";
    this.emit({ kind: "failure", failure: readError(body) }, body.byteLength + EVENT_BYTES);
    this.port.answered({ status: 0, warnings: 0, failed: true });
  }

  private emit(said: Said, bytes: number): void {
    if (!this.stopped) this.port.emit(said, bytes);
  }

  private stop(refusal: Refusal): void {
    if (this.stopped) return;
    this.flushRows();
    this.stopped = true;
    this.port.stop(refusal);
  }
}

function isEnd(body: Uint8Array): boolean {
  return body[0] === END && body.byteLength < END_BYTES_MAX;
}

function readError(body: Uint8Array): ServerError {
  const reader = new PacketReader(body, 1);
  const number = reader.integer(2);
  const kept = Math.min(reader.left, MYSQL_LIMITS.textBytesMax);
  const rest = new TextDecoder().decode(reader.take(kept));
  const isMarked = rest.startsWith("#");
  const state = isMarked ? rest.slice(1, 6) : "HY000";
  return { number, state, message: isMarked ? rest.slice(6) : rest };
}

function unsupported(words: string): Refusal {
  return new Refusal("STATEMENT.UNSUPPORTED", words);
}
