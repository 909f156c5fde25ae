import type { Deps } from "../deps";
import { type EndedHold, findEndedHolds } from "./store";

/** Held sessions whose request ended, so that nothing will run in them any more. */
export async function endedHolds(deps: Deps, sessionsMax: number): Promise<readonly EndedHold[]> {
  return await findEndedHolds(deps.db.read, sessionsMax);
}
