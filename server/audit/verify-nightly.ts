import type { Deps } from "../deps";
import { claimDay } from "./store";
import { verifyTrail } from "./verify-trail";

/** In UTC: few people work then, wherever most gateways stand. */
const NIGHT_HOUR = 2;

/** Job, asked often: verifies the trail once a night, by one gateway, also when it starts late. */
export async function verifyNightly(deps: Deps): Promise<void> {
  const now = deps.now();
  if (now.getUTCHours() < NIGHT_HOUR) return;
  const day = now.toISOString().slice(0, 10);
  if (!(await deps.db.transaction((tx) => claimDay(tx, day)))) return;
  const { outcome, head, durationMs } = await verifyTrail(deps, { actor: null, origin: "nightly" });
  deps.log.info({ outcome: outcome.kind, positions: head.position, durationMs }, "audit verified");
}
