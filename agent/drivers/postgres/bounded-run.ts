import { Refusal } from "@/domain/refusal";
import { ask } from "./ask";
import type { PostgresLink } from "./connect";
import { IN_TRANSACTION, TRANSACTION_IDLE } from "./messages";

/**
 * Rows that this transaction inserted, updated and deleted so far, by whatever hand: its statements,
 * their CTEs, triggers and cascades. No number where the server does not count.
 */
export const COUNT = `SELECT CASE WHEN pg_catalog.current_setting('track_counts') = 'on' THEN (
  SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::text
  FROM pg_catalog.pg_stat_xact_user_tables) END`;

export async function beginBounded(link: PostgresLink): Promise<Refusal | null> {
  const { status } = await ask(link, "BEGIN");
  if (status === IN_TRANSACTION) return null;
  return new Refusal("TARGET.LOST", "The target did not begin a transaction; nothing was sent.");
}

/** Keeps what the transaction did when it changed no more rows than that; else undoes all of it. */
export async function settleBounded(
  link: PostgresLink,
  affectedRowsMax: number,
): Promise<Refusal | null> {
  const { value, status } = await ask(link, COUNT);
  if (status === IN_TRANSACTION && value !== null && Number(value) <= affectedRowsMax) {
    return await commit(link);
  }
  const undone = (await ask(link, "ROLLBACK")).status === TRANSACTION_IDLE;
  if (!undone) link.socket.destroy(); // Whatever is left of it the server undoes by itself.
  if (value === null || status !== IN_TRANSACTION) {
    const because = "The target did not say how many rows were changed; all was rolled back.";
    return new Refusal("LIMIT.AFFECTED", because, { affectedRowsMax });
  }
  const because = `${value} rows were changed, more than the ${affectedRowsMax} allowed; all was rolled back.`;
  return new Refusal("LIMIT.AFFECTED", because, { affectedRowsMax, affectedRows: Number(value) });
}

async function commit(link: PostgresLink): Promise<Refusal | null> {
  const { status } = await ask(link, "COMMIT");
  if (status === TRANSACTION_IDLE) return null;
  if (link.socket.destroyed) {
    return new Refusal("TARGET.LOST", "The target was lost while it committed: look what it kept.");
  }
  return new Refusal("TARGET.ERROR", "The target refused to commit; all was rolled back.");
}
