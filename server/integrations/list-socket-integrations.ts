import type { Deps } from "../deps";
import { findIntegrations } from "./store";

const INTEGRATIONS_MAX = 200;

/** `id@version` of the Slack integrations that are on and dial out: a change is another one. */
export async function listSocketIntegrations(deps: Deps): Promise<readonly string[]> {
  const all = await findIntegrations(deps.db.read, INTEGRATIONS_MAX);
  return all.flatMap((one) =>
    one.kind === "slack" && one.enabled && one.settings.mode === "socket"
      ? [`${one.id}@${one.version}`]
      : [],
  );
}
