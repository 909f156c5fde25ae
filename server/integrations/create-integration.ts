import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Administrator } from "../connections/administrator";
import type { Deps } from "../deps";
import { auditView } from "./audit-view";
import type { IntegrationForm } from "./form";
import { secretPurpose } from "./integration-record";
import { INTEGRATIONS_MAX } from "./list-receivers";
import { newWebhookSecret, requireFittingSecret, typedSecret } from "./secret-text";
import { countIntegrations, insertIntegration } from "./store";

export interface CreatedIntegration {
  readonly id: string;
  readonly name: string;
  /** A webhook's signing secret, shown this once; null for all other kinds. */
  readonly secret: string | null;
}

/** Adds an integration; what it signs in with is sealed and can never be read again, only replaced. */
export async function createIntegration(
  deps: Deps,
  { actor, origin }: Administrator,
  form: IntegrationForm,
): Promise<CreatedIntegration> {
  const id = deps.newId("int");
  const { name, kind, enabled, everyRequest, settings } = form;
  const made = kind === "webhook" ? newWebhookSecret(deps) : null;
  const secret = made ?? typedSecret(form) ?? "";
  requireFittingSecret(form, secret);
  const box = secret === "" ? null : deps.secrets.seal(secretPurpose(id), secret);
  await deps.db.transaction(async (tx) => {
    if ((await countIntegrations(tx)) >= INTEGRATIONS_MAX) throw tooMany();
    const columns = { name, enabled, everyRequest, settings, updatedAt: deps.now() };
    if (!(await insertIntegration(tx, { ...columns, id, kind, secret: box }))) {
      throw nameTaken(name);
    }
    await recordAudit(tx, {
      ...{ actor, origin, event: "integration.created", subject: name },
      after: { kind, ...auditView(form) },
    });
  });
  return { id, name, secret: made };
}

function tooMany(): Refusal {
  return new Refusal("INTEGRATION.LIMIT", `There are ${INTEGRATIONS_MAX} integrations already.`);
}

export function nameTaken(name: string): Refusal {
  return new Refusal("INTEGRATION.EXISTS", `There is already an integration ${name}.`, {
    field: "name",
  });
}
