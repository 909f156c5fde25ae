import type { Deps } from "../deps";
import { saveBeat } from "./gateways/store";

/** Says that this gateway lives. Whoever does not say so for a while is dead to the others. */
export async function beatGateway(deps: Deps): Promise<void> {
  await saveBeat(deps.db.quick, deps.gatewayId, deps.now());
}
