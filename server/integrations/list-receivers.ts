import type { Tx } from "../db/db";
import { findIntegrations } from "./store";

/** No installation has more than this; creating one says so. */
export const INTEGRATIONS_MAX = 100;

/** What decides who is told of a request. */
export async function listReceivers(
  tx: Tx,
): Promise<
  readonly { readonly id: string; readonly enabled: boolean; readonly everyRequest: boolean }[]
> {
  return await findIntegrations(tx, INTEGRATIONS_MAX);
}
