import type { SessionLimits } from "@/domain/connections/connection";
import { Refusal } from "@/domain/refusal";
import { encodeRow, rowLength } from "@/domain/rows/row-format";
import type { DriverEvent } from "../driver";
import { codeOfFailure } from "./errors";
import { type FramerSink, WireProblem } from "./framer";
import { POSTGRES_LIMITS } from "./limits";
import {
  columnCount,
  copyFailMessage,
  readColumns,
  readParameter,
  readReport,
  readTag,
  syncMessage,
  TAG,
} from "./messages";

const COPY_COLUMN = { name: "copy", type: "text", typeId: 25, origin: null } as const;
const COPY_IN_REFUSED = "COPY FROM STDIN has no data here";
const EVENT_BYTES = 64;

export interface ConversationPort {
  readonly readOnly: boolean;
  emit(event: DriverEvent, bytes: number): void;
  send(bytes: Uint8Array): void;
  expectCells(cells: number | null): void;
  /** The target is done with what was sent. `status`: of the transaction. */
  ready(status: number): void;
  /** Something makes going on impossible or forbidden: cancel in the target. */
  stop(because: Refusal): void;
}

/**
 * What a server says while statements run, turned into the driver's events. Holds the bounds of the
 * session; reaching one stops the statement, and what came before it stays.
 */
export class Conversation implements FramerSink {
  /** Set by the first failure; later statements of the same text were not run. */
  failed: Refusal | null = null;
  /** Added to positions in errors: where the running statement starts in the whole text. */
  positionOffset = 0;
  /** The server said that a setting of the session changed. */
  settingsChanged = false;
  private readonly port: ConversationPort;
  private readonly limits: SessionLimits;
  private rowCount = 0;
  private byteCount = 0;
  private notices = 0;
  private results = 0;
  private copyLines: Uint8Array[] = [];
  private copying = false;
  private copyInRefused = false;
  private stopped = false;
  /** What is done with each message; one that has no line here breaks the protocol. */
  private readonly hearers: Readonly<Record<number, (body: Uint8Array) => void>> = {
    [TAG.rowDescription]: (body) => this.columns(body),
    [TAG.commandComplete]: (body) => this.complete(body),
    [TAG.emptyQuery]: () => this.complete(new Uint8Array(1)),
    [TAG.error]: (body) => this.failure(body),
    [TAG.notice]: (body) => this.notice(body),
    [TAG.copyOut]: (body) => this.copyOut(body),
    [TAG.copyData]: (body) => this.copyData(body),
    [TAG.copyIn]: () => this.copyIn(),
    [TAG.parameterStatus]: (body) => this.parameter(body),
    [TAG.bindComplete]: ignore,
    [TAG.closeComplete]: ignore,
    [TAG.copyDone]: ignore,
    [TAG.noData]: ignore,
    [TAG.notification]: ignore,
    [TAG.portalSuspended]: () => this.port.expectCells(null), // As many rows as were asked for.
    [TAG.parameterDescription]: ignore,
    [TAG.parseComplete]: ignore,
  };

  constructor(port: ConversationPort, limits: SessionLimits) {
    this.port = port;
    this.limits = limits;
  }

  rows(block: Uint8Array, rowCount: number): void {
    if (this.stopped) return;
    const fits = this.fitting(block, rowCount);
    if (fits.rowCount > 0) {
      this.rowCount += fits.rowCount;
      this.byteCount += fits.bytes;
      const bytes = block.subarray(0, fits.bytes);
      this.port.emit({ kind: "rows", rowCount: fits.rowCount, bytes }, fits.bytes + EVENT_BYTES);
    }
    if (fits.refusal !== null) this.stop(fits.refusal);
  }

  message(tag: number, body: Uint8Array): void {
    if (tag === TAG.ready) {
      this.flushCopy();
      this.port.ready(body[0] ?? 0);
    } else if (!this.stopped) {
      if (tag !== TAG.copyData) this.flushCopy();
      const hear = this.hearers[tag];
      if (hear === undefined) throw new WireProblem("malformed");
      hear(body);
    }
  }

  /** Called when a chunk is through: lines of a COPY leave together. */
  flushCopy(): void {
    if (this.copyLines.length === 0) return;
    const rows = this.copyLines.map((line) => encodeRow([line]));
    this.copyLines = [];
    this.rows(Buffer.concat(rows), rows.length);
  }

  noticesDropped(): number {
    return Math.max(0, this.notices - POSTGRES_LIMITS.noticesMax);
  }

  private columns(body: Uint8Array): void {
    if (columnCount(body) > POSTGRES_LIMITS.columnsMax) {
      const facts = { columnsMax: POSTGRES_LIMITS.columnsMax };
      this.stop(new Refusal("LIMIT.COLUMNS", "The result has too many columns.", facts));
      return;
    }
    const { columns, binary } = readColumns(body);
    if (binary) {
      this.stop(unsupported("A binary cursor cannot be masked."));
      return;
    }
    this.port.expectCells(columns.length);
    this.port.emit({ kind: "columns", columns }, body.byteLength + EVENT_BYTES);
  }

  private complete(body: Uint8Array): void {
    this.port.expectCells(null);
    this.copying = false;
    this.results += 1;
    if (this.results > POSTGRES_LIMITS.resultsMax) {
      this.stop(new Refusal("LIMIT.STATEMENT", "The statement has too many results."));
    } else {
      this.port.emit({ kind: "complete", ...readTag(body) }, EVENT_BYTES);
    }
  }

  private failure(body: Uint8Array): void {
    const { position, ...report } = readReport(body);
    const code = this.copyInRefused
      ? "STATEMENT.UNSUPPORTED"
      : codeOfFailure(report.severity, report.state, this.port.readOnly);
    const place = position === null ? null : position + this.positionOffset;
    this.failed ??= new Refusal(code, because(code), { state: report.state });
    const failure = { ...report, code, position: place };
    this.port.emit({ kind: "failure", failure }, body.byteLength + EVENT_BYTES);
    this.copying = false;
    this.port.expectCells(null);
  }

  private notice(body: Uint8Array): void {
    this.notices += 1;
    if (this.notices > POSTGRES_LIMITS.noticesMax) return;
    const { position: _, ...notice } = readReport(body);
    this.port.emit({ kind: "notice", notice }, body.byteLength + EVENT_BYTES);
  }

  private copyOut(body: Uint8Array): void {
    if (body[0] !== 0) {
      this.stop(unsupported("COPY in binary format cannot be masked; use text or CSV."));
      return;
    }
    this.copying = true;
    this.port.expectCells(1);
    this.port.emit({ kind: "columns", columns: [COPY_COLUMN] }, EVENT_BYTES);
  }

  private copyData(body: Uint8Array): void {
    if (!this.copying) throw new WireProblem("malformed");
    const line = body.at(-1) === 0x0a ? body.subarray(0, -1) : body;
    this.copyLines.push(line);
  }

  private copyIn(): void {
    this.copyInRefused = true;
    this.port.send(copyFailMessage(COPY_IN_REFUSED));
    if (this.port.readOnly) this.port.send(syncMessage());
  }

  /** Masking reads UTF-8 or bytes as they are; another encoding of the same text might pass it by. */
  private parameter(body: Uint8Array): void {
    this.settingsChanged = true;
    const { name, value } = readParameter(body);
    if (name !== "client_encoding" || value === "UTF8" || value === "SQL_ASCII") return;
    this.stop(unsupported("Only UTF-8 can be masked: client_encoding stays UTF8."));
  }

  private stop(refusal: Refusal): void {
    this.stopped = true;
    this.copyLines = [];
    this.port.stop(refusal);
  }

  /** How much of a block is within the bounds, and which bound the rest is beyond. */
  private fitting(block: Uint8Array, rowCount: number): Fitting {
    const { rowsMax, bytesMax } = this.limits;
    const whole = rowCount <= rowsMax - this.rowCount;
    if (whole && block.byteLength <= bytesMax - this.byteCount) {
      return { rowCount, bytes: block.byteLength, refusal: null };
    }
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    let bytes = 0;
    for (let row = 0; row < rowCount; row += 1) {
      const length = rowLength(view, bytes);
      if (this.rowCount + row >= rowsMax)
        return { rowCount: row, bytes, refusal: tooMany(rowsMax) };
      if (this.byteCount + bytes + length > bytesMax) {
        return { rowCount: row, bytes, refusal: tooLarge(bytesMax) };
      }
      bytes += length;
    }
    return { rowCount, bytes, refusal: null };
  }
}

interface Fitting {
  readonly rowCount: number;
  readonly bytes: number;
  readonly refusal: Refusal | null;
}

function tooMany(rowsMax: number): Refusal {
  return new Refusal("LIMIT.ROWS", `The result has more than ${rowsMax} rows.`, { rowsMax });
}

function tooLarge(bytesMax: number): Refusal {
  return new Refusal("LIMIT.BYTES", `The result has more than ${bytesMax} bytes.`, { bytesMax });
}

function ignore(): void {
  // Steps of the protocol that carry nothing for a reader.
}

function unsupported(words: string): Refusal {
  return new Refusal("STATEMENT.UNSUPPORTED", words);
}

function because(code: string): string {
  switch (code) {
    case "TARGET.LOST":
      return "The target ended the connection.";
    case "STATEMENT.READ_ONLY":
      return "The connection is read-only, and the statement would have changed something.";
    case "STATEMENT.UNSUPPORTED":
      return "COPY FROM STDIN needs data that a query session cannot send.";
    default:
      return "The target answered with an error.";
  }
}
