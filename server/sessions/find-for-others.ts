import type { Deps } from "../deps";
import type { SessionRecord } from "./session-record";
import { findSession } from "./store";

/** A session for a neighbour that has decided by itself what of it somebody may see. */
export async function findForOthers(deps: Deps, id: string): Promise<SessionRecord | null> {
  return await findSession(deps.db.read, id);
}
