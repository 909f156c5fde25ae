import { cellAt } from "@/domain/rows/row-format";
import type { PostgresLink } from "./connect";
import { Exchange } from "./exchange";
import { queryMessage } from "./messages";

/** Bounds of what we ask for ourselves. */
const ASK_LIMITS = { rowsMax: 10, bytesMax: 64 * 1024, durationSecondsMax: 10 };

export interface Reply {
  /** The first cell of the last row, if any. */
  readonly value: string | null;
  /** The transaction's status behind it, as the server says it; null when it did not work. */
  readonly status: number | null;
}

/** Asks the target something of ours: settings of a session, whether it is read-only. */
export async function ask(link: PostgresLink, sql: string): Promise<Reply> {
  const exchange = new Exchange(link, ASK_LIMITS, false);
  const timer = setTimeout(() => link.socket.destroy(), ASK_LIMITS.durationSecondsMax * 1000);
  const status = await exchange.send(queryMessage(sql));
  clearTimeout(timer);
  exchange.done();
  let value: string | null = null;
  for (let event = await exchange.next(); event !== null; event = await exchange.next()) {
    if (event.kind === "rows") value = firstCell(event.bytes);
  }
  return { value, status: exchange.outcome() === null ? status : null };
}

function firstCell(row: Uint8Array): string | null {
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  const range = cellAt(view, 0, 0);
  return range === null ? null : new TextDecoder().decode(row.subarray(range.start, range.end));
}
