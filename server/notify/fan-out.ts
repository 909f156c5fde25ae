import { DELIVERY_LIMITS } from "@/domain/integrations/delivery";
import { isConcerned } from "@/domain/integrations/integration";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { listReceivers } from "../integrations/list-receivers";
import { isRequestEvent } from "../requests/request-notice";
import {
  insertDeliveries,
  isNotAllFannedOut,
  markFannedOut,
  type NewDelivery,
  type OutboxRow,
  takeNotFannedOut,
} from "./store";
import type { Telling } from "./telling";

const ROWS_MAX = 100;

/**
 * Writes the deliveries of new outbox rows: one for each integration that is to be told. Gateways that
 * do it at once take different rows. Returns how many rows it took.
 */
export async function fanOut(deps: Deps, telling: Pick<Telling, "tellsOf">): Promise<number> {
  if (!(await isNotAllFannedOut(deps.db.read))) return 0;
  return await deps.db.transaction(async (tx) => {
    const rows = await takeNotFannedOut(tx, ROWS_MAX);
    if (rows.length === 0) return 0;
    const deliveries = await deliveriesOf(deps, tx, { rows, telling });
    if (deliveries.length > 0) await insertDeliveries(tx, deliveries);
    await markFannedOut(
      tx,
      rows.map(({ id }) => id),
      deps.now(),
    );
    return rows.length;
  });
}

interface FanOut {
  readonly rows: readonly OutboxRow[];
  readonly telling: Pick<Telling, "tellsOf">;
}

async function deliveriesOf(
  deps: Deps,
  tx: Tx,
  { rows, telling }: FanOut,
): Promise<readonly NewDelivery[]> {
  const told = rows.filter(({ event }) => isRequestEvent(event));
  const receivers = (await listReceivers(tx)).filter(({ enabled }) => enabled);
  if (receivers.length === 0 || told.length === 0) return [];
  const tells = await telling.tellsOf(deps, [...new Set(told.map((row) => row.requestId))]);
  const now = deps.now();
  const giveUpAt = new Date(now.getTime() + DELIVERY_LIMITS.giveUpAfterMs);
  return told.flatMap(({ id: outboxId, requestId }) => {
    const named = tells.get(requestId);
    if (named === undefined) return [];
    return receivers
      .filter((receiver) => isConcerned(receiver, named))
      .map((receiver) => ({
        ...{ id: deps.newId("msg"), outboxId, integrationId: receiver.id, requestId },
        ...{ nextAt: now, giveUpAt, createdAt: now },
      }));
  });
}
