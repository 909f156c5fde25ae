import type { Deps } from "../deps";
import type { SlackDoor } from "../notify/slack/door";
import { readSlackSecrets, type SlackIntegration, slackSettings } from "../notify/slack/settings";
import { SignatureCheck } from "../notify/slack/verify-signature";
import { actorOfPerson } from "../people/actor-of-person";
import { voteOnRequest } from "../requests/vote-on-request";
import { findChatIdentity } from "./chat/store";
import { findTarget } from "./find-target";
import { findIntegration } from "./store";

/** What clicks and commands from Slack come through: one a process, which remembers their signatures. */
export function openSlackDoor(deps: Deps): SlackDoor {
  return {
    deps,
    signatures: new SignatureCheck(deps.now),
    slackIntegration: (id) => slackIntegration(deps, id),
    identityOf: async (integrationId, slackUserId) =>
      (await findChatIdentity(deps.db.read, integrationId, slackUserId))?.userId ?? null,
    actorOf: (userId) => actorOfPerson(deps, userId, "slack"),
    vote: voteOnRequest,
  };
}

/** `null` when there is none, it is off, or it is not one of Slack. */
async function slackIntegration(deps: Deps, id: string): Promise<SlackIntegration | null> {
  const integration = await findIntegration(deps.db.read, id);
  if (integration?.kind !== "slack" || !integration.enabled) return null;
  const found = await findTarget(deps, id);
  if (found?.kind !== "found") return null;
  const settings = slackSettings.safeParse(found.target.settings).data;
  const secrets = readSlackSecrets(found.target.secret);
  return settings === undefined || secrets === null ? null : { id, settings, ...secrets };
}
