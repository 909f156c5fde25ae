import { cellAt, indexRows } from "@/domain/rows/row-format";
import type { MysqlLink } from "./connect";
import { Exchange } from "./exchange";

/** Bounds of what we ask for ourselves. */
const ASK_LIMITS = {
  rowsMax: 100_000,
  bytesMax: 64 * 1024 * 1024,
  durationSecondsMax: 20,
} as const;

export type TextRow = readonly (string | null)[];

export interface Reply {
  readonly rows: readonly TextRow[];
  /** The server's flags behind it. */
  readonly status: number;
}

/** Asks the target something of ours; `null` when it gave no whole answer. */
export async function ask(link: MysqlLink, sql: string): Promise<Reply | null> {
  const exchange = new Exchange(link, {
    limits: ASK_LIMITS,
    used: { rows: 0, bytes: 0, results: 0 },
  });
  const timer = setTimeout(() => link.socket.destroy(), ASK_LIMITS.durationSecondsMax * 1000);
  const sent = exchange.send(sql).then((answered) => {
    exchange.done();
    return answered;
  });
  const rows: TextRow[] = [];
  let cells = 0;
  for (let said = await exchange.next(); said !== null; said = await exchange.next()) {
    if (said.kind === "columns") cells = said.columns.length;
    if (said.kind === "rows") rows.push(...readRows(said.bytes, said.rowCount, cells));
  }
  const answered = await sent;
  clearTimeout(timer);
  const isWhole = answered !== null && !answered.failed && exchange.outcome() === null;
  return isWhole ? { rows, status: answered.status } : null;
}

function readRows(block: Uint8Array, rowCount: number, cells: number): TextRow[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const decoder = new TextDecoder();
  return Array.from(indexRows(block, rowCount), (start) =>
    Array.from({ length: cells }, (_, column) => {
      const range = cellAt(view, start, column);
      return range === null ? null : decoder.decode(block.subarray(range.start, range.end));
    }),
  );
}
