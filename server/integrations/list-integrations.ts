import type { Deps } from "../deps";
import { findLastDeliveries, type LoggedDelivery } from "./deliveries/store";
import type { IntegrationRecord } from "./integration-record";
import { INTEGRATIONS_MAX } from "./list-receivers";
import { findIntegrations } from "./store";

export interface ListedIntegration {
  readonly integration: IntegrationRecord;
  readonly lastDelivery: LoggedDelivery | null;
}

/** All of them, by kind and name: there are few. */
export async function listIntegrations(deps: Deps): Promise<readonly ListedIntegration[]> {
  const found = await findIntegrations(deps.db.read, INTEGRATIONS_MAX);
  const ids = found.map(({ id }) => id);
  const last = await findLastDeliveries(deps.db.read, ids);
  return found.map((integration) => ({
    integration,
    lastDelivery: last.get(integration.id) ?? null,
  }));
}
