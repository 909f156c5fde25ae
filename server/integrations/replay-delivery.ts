import { DELIVERY_LIMITS, mayReplay } from "@/domain/integrations/delivery";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { findDelivery, reopenDelivery } from "./deliveries/store";
import { findIntegration } from "./store";

/** Sends a delivery that was told or given up again, with the same id: receivers can tell that it is one. */
export async function replayDelivery(
  deps: Deps,
  { actor, origin }: Administrator,
  id: string,
): Promise<Record<string, never>> {
  await deps.db.transaction(async (tx) => {
    const delivery = await findDelivery(tx, id);
    if (delivery === null) throw new Refusal("ACCESS.NOT_FOUND", `There is no delivery ${id}.`);
    const now = deps.now();
    const giveUpAt = new Date(now.getTime() + DELIVERY_LIMITS.giveUpAfterMs);
    const isReopened =
      mayReplay(delivery.state) && (await reopenDelivery(tx, delivery, { now, giveUpAt }));
    if (!isReopened) throw new Refusal("DELIVERY.OPEN", `The delivery ${id} is not over.`);
    const { integrationId, requestId, event } = delivery;
    const name = (await findIntegration(tx, integrationId))?.name;
    await recordAudit(tx, {
      ...{ actor, origin, event: "delivery.replayed", subject: id },
      after: { integration: name, request: requestId, event },
    });
  });
  return {};
}
