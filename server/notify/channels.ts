import type { Deps } from "../deps";
import { slackUserOf } from "../integrations/slack-user-of";
import type { Channel } from "./channel";
import { emailChannel } from "./email";
import { slackChannel } from "./slack/slack-channel";
import { teamsChannel } from "./teams/teams-channel";
import { webhookChannel } from "./webhook";

/** Every way there is to tell people. */
export function channelsOf(deps: Deps): readonly Channel[] {
  return [
    webhookChannel(),
    emailChannel(),
    teamsChannel(),
    slackChannel({
      slackUserOf: (integrationId, userId) => slackUserOf(deps, integrationId, userId),
    }),
  ];
}
