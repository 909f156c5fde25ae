import type { DeliveryState } from "@/domain/integrations/delivery";
import type { IntegrationKind } from "@/domain/integrations/integration";
import type { Prisma } from "@/prisma/generated/client";
import type { Tx } from "../db/db";

export interface OutboxRow {
  readonly id: bigint;
  readonly event: string;
  readonly requestId: string;
}

export async function isNotAllFannedOut(tx: Tx): Promise<boolean> {
  return (
    (await tx.outbox.findFirst({ where: { fannedOutAt: null }, select: { id: true } })) !== null
  );
}

/** Rows whose deliveries are not written yet, oldest first, locked; those of another gateway's turn are not waited for. */
export async function takeNotFannedOut(tx: Tx, rowsMax: number): Promise<OutboxRow[]> {
  return await tx.$queryRaw<OutboxRow[]>`
    SELECT id, event, "requestId" FROM outbox WHERE "fannedOutAt" IS NULL
    ORDER BY id LIMIT ${rowsMax} FOR UPDATE SKIP LOCKED`;
}

export async function markFannedOut(tx: Tx, ids: readonly bigint[], now: Date): Promise<void> {
  await tx.outbox.updateMany({ where: { id: { in: [...ids] } }, data: { fannedOutAt: now } });
}

export interface NewDelivery {
  readonly id: string;
  readonly outboxId: bigint;
  readonly integrationId: string;
  readonly requestId: string;
  readonly nextAt: Date;
  readonly giveUpAt: Date;
  readonly createdAt: Date;
}

export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  await tx.delivery.createMany({ data: [...deliveries], skipDuplicates: true });
}

/** A delivery that this gateway has for itself until `claimedUntil`. */
export interface Claim {
  readonly id: string;
  readonly integrationId: string;
  readonly requestId: string;
  readonly kind: IntegrationKind;
  readonly event: string;
  readonly at: Date;
  readonly attempts: number;
  readonly giveUpAt: Date;
  readonly claimedBy: string;
  readonly claimedUntil: Date;
}

export interface ClaimOrder {
  readonly now: Date;
  readonly claimedBy: string;
  readonly claimedUntil: Date;
  readonly kinds: readonly IntegrationKind[];
  readonly rowsMax: number;
}

/** A look without a lock, as most turns find nothing: there may be less to take than it says. */
export async function isAnythingDue(tx: Tx, now: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ due: boolean }[]>`
    SELECT EXISTS (SELECT FROM delivery d WHERE d.state IN ('waiting', 'claimed')
      AND d."nextAt" <= ${now} AND (d.state = 'waiting' OR d."claimedUntil" <= ${now})) AS due`;
  return row?.due === true;
}

/**
 * Takes deliveries that are due, also those whose gateway died holding them. A delivery waits while an
 * earlier event of its request is on its way to the same integration, or not yet written for it.
 */
export async function claimDue(tx: Tx, order: ClaimOrder): Promise<Claim[]> {
  const { now, claimedBy, claimedUntil, kinds, rowsMax } = order;
  return await tx.$queryRaw<Claim[]>`
    WITH due AS (
      SELECT d.id, i.kind FROM delivery d JOIN integration i ON i.id = d."integrationId"
      WHERE d.state IN ('waiting', 'claimed') AND d."nextAt" <= ${now}
        AND (d.state = 'waiting' OR d."claimedUntil" <= ${now})
        AND i.enabled AND i.kind = ANY(${[...kinds]})
        AND NOT EXISTS (SELECT FROM delivery e WHERE e."requestId" = d."requestId"
          AND e."integrationId" = d."integrationId" AND e."outboxId" < d."outboxId"
          AND e.state IN ('waiting', 'claimed'))
        AND NOT EXISTS (SELECT FROM outbox o WHERE o."requestId" = d."requestId"
          AND o.id < d."outboxId" AND o."fannedOutAt" IS NULL)
      ORDER BY d."nextAt", d."outboxId" LIMIT ${rowsMax} FOR UPDATE OF d SKIP LOCKED)
    UPDATE delivery d SET state = 'claimed', "claimedBy" = ${claimedBy},
      "claimedUntil" = ${claimedUntil}, attempts = d.attempts + 1
    FROM due JOIN delivery f ON f.id = due.id JOIN outbox o ON o.id = f."outboxId"
    WHERE d.id = due.id
    RETURNING d.id, d."integrationId", d."requestId", due.kind, o.event, o.at, d.attempts,
      d."giveUpAt", d."claimedBy", d."claimedUntil"`;
}

export interface DeliveryEnd {
  readonly state: Exclude<DeliveryState, "claimed">;
  readonly nextAt?: Date;
  readonly toldAt?: Date;
  readonly because: string | null;
  readonly response: string | null;
}

/** Ends a claim. False when it ran out meanwhile and somebody else has the delivery. */
export async function endClaim(tx: Tx, claim: Claim, end: DeliveryEnd): Promise<boolean> {
  const { id, claimedBy, claimedUntil } = claim;
  const { count } = await tx.delivery.updateMany({
    where: { id, state: "claimed", claimedBy, claimedUntil },
    data: { ...end, claimedBy: null, claimedUntil: null },
  });
  return count === 1;
}

interface MemoryKey {
  readonly integrationId: string;
  readonly requestId: string;
}

/** What the channel remembered of this request; null when nothing. */
export async function findRemembered(
  tx: Tx,
  { integrationId, requestId }: MemoryKey,
): Promise<unknown> {
  const where = { integrationId_requestId: { integrationId, requestId } };
  const row = await tx.deliveryMemory.findUnique({ where, select: { remembered: true } });
  return row?.remembered ?? null;
}

export async function saveRemembered(
  tx: Tx,
  { integrationId, requestId }: MemoryKey,
  { remembered, now }: { readonly remembered: unknown; readonly now: Date },
): Promise<void> {
  const value = { remembered: remembered as Prisma.InputJsonValue, updatedAt: now };
  await tx.deliveryMemory.upsert({
    where: { integrationId_requestId: { integrationId, requestId } },
    create: { integrationId, requestId, ...value },
    update: value,
    select: { requestId: true },
  });
}
