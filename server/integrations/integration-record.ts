import type { IntegrationSettings } from "@/domain/integrations/integration";

/** An integration as the gateway keeps it, but for its secret. */
export type IntegrationRecord = IntegrationSettings & {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly everyRequest: boolean;
  readonly hasSecret: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** What the secret of an integration is sealed for: a box of one integration opens in no other. */
export function secretPurpose(integrationId: string): string {
  return `integration:${integrationId}`;
}
