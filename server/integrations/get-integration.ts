import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { findLastDeliveries } from "./deliveries/store";
import type { ListedIntegration } from "./list-integrations";
import { findIntegration } from "./store";

export async function getIntegration(deps: Deps, id: string): Promise<ListedIntegration> {
  const integration = await findIntegration(deps.db.read, id);
  if (integration === null) throw integrationAbsent(id);
  const last = await findLastDeliveries(deps.db.read, [id]);
  return { integration, lastDelivery: last.get(id) ?? null };
}

export function integrationAbsent(id: string): Refusal {
  return new Refusal("ACCESS.NOT_FOUND", `There is no integration ${id}.`);
}
