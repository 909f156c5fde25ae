import type { Deps } from "../deps";
import { findExternalId } from "./chat/store";

/** The Slack user that a person linked to themselves, so that they are told privately. */
export async function slackUserOf(
  deps: Deps,
  integrationId: string,
  userId: string,
): Promise<string | null> {
  return await findExternalId(deps.db.read, integrationId, userId);
}
