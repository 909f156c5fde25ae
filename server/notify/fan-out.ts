import { DELIVERY_LIMITS } from "@/domain/integrations/delivery";
import { isConcerned } from "@/domain/integrations/integration";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { listReceivers } from "../integrations/list-receivers";
import { isRequestEvent } from "../requests/request-notice";
import { findNotFannedOut, insertDeliveries, markFannedOut, type OutboxRow } from "./store";
import type { Telling } from "./telling";

const ROWS_MAX = 100;

/** Writes the deliveries of new outbox rows: one for each integration that is to be told. */
export async function fanOut(deps: Deps, { noticeOf }: Pick<Telling, "noticeOf">): Promise<number> {
  const rows = await findNotFannedOut(deps.db.read, ROWS_MAX);
  for (const row of rows) {
    const notice = isRequestEvent(row.event) ? await noticeOf(deps, row.requestId) : null;
    await deps.db.transaction((tx) => fanOutRow(deps, tx, { row, tells: notice?.tells ?? null }));
  }
  return rows.length;
}

interface FanOut {
  readonly row: OutboxRow;
  /** Null: there is nothing to tell of. */
  readonly tells: readonly string[] | null;
}

async function fanOutRow(deps: Deps, tx: Tx, { row, tells }: FanOut): Promise<void> {
  const now = deps.now();
  if (!(await markFannedOut(tx, row.id, now)) || tells === null) return;
  const receivers = await listReceivers(tx);
  const concerned = receivers.filter((receiver) => isConcerned(receiver, tells));
  const giveUpAt = new Date(now.getTime() + DELIVERY_LIMITS.giveUpAfterMs);
  await insertDeliveries(
    tx,
    concerned.map((receiver) => ({
      ...{ id: deps.newId("msg"), outboxId: row.id, integrationId: receiver.id },
      ...{ requestId: row.requestId, nextAt: now, giveUpAt, createdAt: now },
    })),
  );
}
