import type { Deps } from "../deps";
import type { ChannelTarget } from "../notify/channel";
import { secretPurpose } from "./integration-record";
import { findIntegration, findSecret } from "./store";

export type FoundTarget =
  | { readonly kind: "found"; readonly target: Omit<ChannelTarget, "remembered"> }
  /** Its box was made with a key that is not here, or was altered. */
  | { readonly kind: "sealed-elsewhere" };

/** An integration with its secret in clear, for the channel that sends through it and nobody else. */
export async function findTarget(deps: Deps, id: string): Promise<FoundTarget | null> {
  const [integration, box] = await Promise.all([
    findIntegration(deps.db.read, id),
    findSecret(deps.db.read, id),
  ]);
  if (integration === null) return null;
  const { name, settings } = integration;
  try {
    const secret = box === null ? "" : deps.secrets.open(secretPurpose(id), box);
    return { kind: "found", target: { id, name, settings, secret } };
  } catch (error) {
    deps.log.error({ err: error, integration: id }, "the secret of an integration does not open");
    return { kind: "sealed-elsewhere" };
  }
}
