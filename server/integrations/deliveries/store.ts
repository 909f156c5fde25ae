import type { DeliveryState } from "@/domain/integrations/delivery";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../../db/db";

const LOG_COLUMNS = {
  id: true,
  integrationId: true,
  requestId: true,
  state: true,
  attempts: true,
  nextAt: true,
  because: true,
  response: true,
  createdAt: true,
  toldAt: true,
  outbox: { select: { event: true } },
} as const satisfies Prisma.DeliverySelect;

type LogRow = Prisma.DeliveryGetPayload<{ select: typeof LOG_COLUMNS }>;

export interface LoggedDelivery extends Omit<LogRow, "state" | "outbox"> {
  readonly state: DeliveryState;
  readonly event: string;
}

export interface LogPage {
  readonly integrationId: string;
  /** Null: of every state. */
  readonly state: DeliveryState | null;
  /** The delivery behind which the page begins; newest first. */
  readonly after: { readonly createdAt: Date; readonly id: string } | null;
  readonly rowsMax: number;
}

export async function pageDeliveries(tx: Tx, page: LogPage): Promise<LoggedDelivery[]> {
  const { integrationId, state, after, rowsMax } = page;
  const rows = await tx.delivery.findMany({
    where: {
      integrationId,
      ...(state === null ? {} : { state }),
      ...(after === null
        ? {}
        : {
            OR: [
              { createdAt: { lt: after.createdAt } },
              { createdAt: after.createdAt, id: { lt: after.id } },
            ],
          }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: rowsMax,
    select: LOG_COLUMNS,
  });
  return rows.map(toLogged);
}

export async function findDelivery(tx: Tx, id: string): Promise<LoggedDelivery | null> {
  const row = await tx.delivery.findUnique({ where: { id }, select: LOG_COLUMNS });
  return row === null ? null : toLogged(row);
}

/** The newest delivery of each of these integrations. */
export async function findLastDeliveries(
  tx: Tx,
  integrationIds: readonly string[],
): Promise<Map<string, LoggedDelivery>> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT last.id FROM unnest(${[...integrationIds]}::text[]) AS i(id) CROSS JOIN LATERAL (
      SELECT d.id FROM delivery d WHERE d."integrationId" = i.id
      ORDER BY d."createdAt" DESC, d.id DESC LIMIT 1) last`;
  const where = { id: { in: ids.map(({ id }) => id) } };
  const rows = await tx.delivery.findMany({ where, select: LOG_COLUMNS });
  return new Map(rows.map((row) => [row.integrationId, toLogged(row)]));
}

/** Puts an ended delivery back in line, with a new day to reach its receiver in. False when it is not ended. */
export async function reopenDelivery(
  tx: Tx,
  delivery: Pick<LoggedDelivery, "id" | "state">,
  { now, giveUpAt }: { readonly now: Date; readonly giveUpAt: Date },
): Promise<boolean> {
  const { count } = await tx.delivery.updateMany({
    where: { id: delivery.id, state: delivery.state },
    data: { state: "waiting", attempts: 0, nextAt: now, giveUpAt, because: null, response: null },
  });
  return count === 1;
}

function toLogged({ outbox, state, ...row }: LogRow): LoggedDelivery {
  return { ...row, state: state as DeliveryState, event: outbox.event };
}
