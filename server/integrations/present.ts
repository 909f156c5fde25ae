import { type DeliveryState, mayReplay } from "@/domain/integrations/delivery";
import type { IntegrationSettings } from "@/domain/integrations/integration";
import { type SlackApp, slackAppOf } from "@/domain/integrations/slack-app";
import { may } from "@/domain/people/permission";
import type { Actor } from "@/domain/people/user";
import type { LoggedDelivery } from "./deliveries/store";
import type { ListedIntegration } from "./list-integrations";

export interface DeliveryRow {
  readonly id: string;
  readonly event: string;
  readonly requestId: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly toldAt: Date | null;
  /** When it is tried again; null when it is not. */
  readonly nextAt: Date | null;
  readonly because: string | null;
  readonly response: string | null;
  readonly canReplay: boolean;
}

export type IntegrationRow = IntegrationSettings & {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly everyRequest: boolean;
  /** All that is ever said of the secret. */
  readonly hasSecret: boolean;
  readonly version: number;
  readonly updatedAt: Date;
  readonly lastDelivery: DeliveryRow | null;
};

export function presentIntegration(
  { integration, lastDelivery }: ListedIntegration,
  actor: Actor,
): IntegrationRow {
  const { createdAt: _, ...row } = integration;
  return { ...row, lastDelivery: lastDelivery && presentDelivery(lastDelivery, actor) };
}

/** With what is to be set up at the other side; null where that is nothing of ours to say. */
export function presentOneIntegration(
  listed: ListedIntegration,
  actor: Actor,
  gatewayUrl: string,
): IntegrationRow & { readonly slackApp: SlackApp | null } {
  const row = presentIntegration(listed, actor);
  const slackApp = row.kind === "slack" ? slackAppOf(gatewayUrl, row.id, row.settings.mode) : null;
  return { ...row, slackApp };
}

export function presentDelivery(delivery: LoggedDelivery, actor: Actor): DeliveryRow {
  const { id, event, requestId, state, attempts, createdAt, toldAt, because } = delivery;
  const { response, nextAt } = delivery;
  return {
    ...{ id, event, requestId, state, attempts, createdAt, toldAt, because, response },
    nextAt: state === "waiting" ? nextAt : null,
    canReplay: mayReplay(state) && may(actor, "integrations:manage"),
  };
}
