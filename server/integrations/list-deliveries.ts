import type { DeliveryState } from "@/domain/integrations/delivery";
import type { Deps } from "../deps";
import { findDelivery, type LoggedDelivery, pageDeliveries } from "./deliveries/store";
import { integrationAbsent } from "./get-integration";
import { findIntegration } from "./store";

export interface DeliveryFilter {
  readonly id: string;
  readonly state?: DeliveryState | undefined;
  readonly cursor?: string | null | undefined;
  readonly limit: number;
}

export interface DeliveryLog {
  readonly rows: readonly LoggedDelivery[];
  /** The delivery behind which the next page begins. */
  readonly nextCursor: string | null;
}

/** What an integration was to tell, newest first. */
export async function listDeliveries(
  deps: Deps,
  { id, state, cursor, limit }: DeliveryFilter,
): Promise<DeliveryLog> {
  const { read } = deps.db;
  if ((await findIntegration(read, id)) === null) throw integrationAbsent(id);
  const after = cursor == null ? null : await findDelivery(read, cursor);
  const page = { integrationId: id, state: state ?? null, after, rowsMax: limit + 1 };
  const found = await pageDeliveries(read, page);
  const rows = found.slice(0, limit);
  return { rows, nextCursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null };
}
