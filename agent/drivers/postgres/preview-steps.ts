import type { Refusal } from "@/domain/refusal";
import { cellAt, indexRows } from "@/domain/rows/row-format";
import { PREVIEW_LIMITS } from "@/domain/statements/decide-preview";
import type { DriverEvent, TargetFailure } from "../driver";
import type { PostgresLink } from "./connect";
import { Exchange } from "./exchange";
import { singleStatementMessages, TRANSACTION_IDLE } from "./messages";

/** What one step of a preview came to. */
export interface Step {
  /** In the order they came; nothing of it has left the agent yet. */
  readonly events: readonly DriverEvent[];
  readonly failure: TargetFailure | null;
  /** Why it did not come to its end, the failure of the target included. */
  readonly refusal: Refusal | null;
}

const LIMITS = {
  rowsMax: 1_000,
  bytesMax: PREVIEW_LIMITS.stepBytesMax,
  durationSecondsMax: PREVIEW_LIMITS.holdSecondsMax,
};

/** One statement after the other over a link, until somebody says stop; then none any more. */
export class PreviewSteps {
  private readonly link: PostgresLink;
  private exchange: Exchange | null = null;
  private stopped: Refusal | null = null;

  constructor(link: PostgresLink) {
    this.link = link;
  }

  async run(statement: string, rowsMax = 0): Promise<Step> {
    if (this.stopped !== null) return { events: [], failure: null, refusal: this.stopped };
    const exchange = new Exchange(this.link, LIMITS, false);
    this.exchange = exchange;
    await exchange.send(singleStatementMessages(statement, rowsMax));
    exchange.done();
    const events: DriverEvent[] = [];
    for (let event = await exchange.next(); event !== null; event = await exchange.next()) {
      events.push(kept(event));
    }
    this.exchange = null;
    const failed = events.find((event) => event.kind === "failure");
    const failure = failed?.kind === "failure" ? failed.failure : null;
    return { events, failure, refusal: this.stopped ?? exchange.outcome() };
  }

  /** The first reason counts. Resolves when nothing of it runs in the target any more. */
  async stop(because: Refusal): Promise<void> {
    this.stopped ??= because;
    await this.exchange?.stop(because);
  }

  /** Always the last: what cannot be rolled back in words is by the end of its connection. */
  async rollBack(): Promise<void> {
    if (this.link.socket.destroyed) return;
    const exchange = new Exchange(this.link, LIMITS, false);
    const timer = setTimeout(
      () => this.link.socket.destroy(),
      PREVIEW_LIMITS.lockWaitSecondsMax * 1_000,
    );
    const status = await exchange.send(singleStatementMessages("ROLLBACK"));
    clearTimeout(timer);
    exchange.done();
    if (status !== TRANSACTION_IDLE) this.link.socket.destroy();
  }
}

/** Rows are views into a chunk of the socket: they are kept longer than it is. */
function kept(event: DriverEvent): DriverEvent {
  return event.kind === "rows" ? { ...event, bytes: new Uint8Array(event.bytes) } : event;
}

/** The first cell of each row, as text. */
export function firstCells(events: readonly DriverEvent[]): string[] {
  return events.flatMap((event) => (event.kind === "rows" ? cellsOfBlock(event) : []));
}

function cellsOfBlock({
  bytes,
  rowCount,
}: {
  readonly bytes: Uint8Array;
  readonly rowCount: number;
}): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  return [...indexRows(bytes, rowCount)].map((row) => {
    const range = cellAt(view, row, 0);
    return range === null ? "" : decoder.decode(bytes.subarray(range.start, range.end));
  });
}
