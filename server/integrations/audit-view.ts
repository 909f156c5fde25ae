import type { IntegrationSettings } from "@/domain/integrations/integration";

interface Audited {
  readonly name: string;
  readonly enabled: boolean;
  readonly everyRequest: boolean;
  readonly settings: IntegrationSettings["settings"];
}

/** What the audit trail shows of an integration: everything but the secret. */
export function auditView({ name, enabled, everyRequest, settings }: Audited) {
  return { name, enabled, everyRequest, settings };
}
