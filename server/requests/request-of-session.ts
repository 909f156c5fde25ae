import type { Deps } from "../deps";
import { findSessionRequest } from "./store";

/** The request that let a session run: the one it was held for, or the window it ran in. */
export interface SessionRequest {
  readonly id: string;
  readonly forced: boolean;
}

export async function requestOfSession(
  deps: Deps,
  sessionId: string,
): Promise<SessionRequest | null> {
  return await findSessionRequest(deps.db.direct, sessionId);
}
