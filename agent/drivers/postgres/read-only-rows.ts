import type { SessionLimits } from "@/domain/connections/connection";
import type { Refusal } from "@/domain/refusal";
import type { DriverEvent } from "../driver";
import type { PostgresLink } from "./connect";
import { Exchange } from "./exchange";
import { queryMessage } from "./messages";
import { firstCells } from "./preview-steps";

interface RowsWish {
  readonly questions: readonly string[];
  readonly limits: SessionLimits;
}

/** The first cells of all answers, asked in one read-only transaction; why they are not all there. */
export async function readOnlyRows(
  link: PostgresLink,
  { questions, limits }: RowsWish,
): Promise<string[] | Refusal> {
  // Compiling such questions takes the server many times as long as answering them.
  const sql = ["BEGIN READ ONLY", "SET LOCAL jit = off", ...questions, "COMMIT"].join("; ");
  const exchange = new Exchange(link, limits, false);
  const timer = setTimeout(() => link.socket.destroy(), limits.durationSecondsMax * 1_000);
  const sent = exchange.send(queryMessage(sql)).then(() => exchange.done());
  const events: DriverEvent[] = [];
  for (let event = await exchange.next(); event !== null; event = await exchange.next()) {
    events.push(event.kind === "rows" ? { ...event, bytes: new Uint8Array(event.bytes) } : event);
  }
  await sent;
  clearTimeout(timer);
  return exchange.outcome() ?? firstCells(events);
}
