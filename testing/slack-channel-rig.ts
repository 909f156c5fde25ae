import type { Deps } from "../server/deps";
import { createIntegration } from "../server/integrations/create-integration";
import { confirmChatLink } from "../server/integrations/link-chat";
import { openSlackDoor } from "../server/integrations/slack-door";
import { channelsOf } from "../server/notify/channels";
import { deliverOutbox } from "../server/notify/deliver-outbox";
import { writeChatLink } from "../server/notify/slack/link-token";
import { serveSlack } from "../server/notify/slack/serve-slack";
import { noticeOf } from "../server/requests/notice-of";
import { tellsOf } from "../server/requests/tells-of";
import type { Person } from "./pipeline-rig";
import { type CalledGateway, startCalledGateway } from "./slack-gateway";
import { SlackPerson } from "./slack-person";
import { type SlackServer, startSlackServer } from "./slack-server";

/** A workspace whose channel is told of the requests of a pipeline, and whose people are its people. */
export interface SlackChannelRig {
  readonly slack: SlackServer;
  readonly integrationId: string;
  /** What is under the address that Slack calls now. */
  readonly gateway: CalledGateway;
  /** Another gateway process over the same store: it knows nothing of what was sent to the first. */
  restart(): Promise<CalledGateway>;
  /** Their account in Slack, linked to them. */
  linked(person: Person): Promise<SlackPerson>;
  /** Tells what there is to tell. The name of the message about this request. */
  told(requestId: string): Promise<string>;
  close(): Promise<void>;
}

export async function slackChannelRig(deps: Deps, admin: Person): Promise<SlackChannelRig> {
  const users = Array.from({ length: 20 }, (_, index) => ({
    ...{ id: `U0PERSON${index}`, name: `person${index}`, email: `person${index}@slack.test` },
  }));
  const slack = await startSlackServer({ users });
  const { botToken, signingSecret } = slack.world;
  const { id: integrationId } = await createIntegration(deps, admin, {
    ...{ kind: "slack", name: "approvals", enabled: true, everyRequest: true },
    settings: { apiUrl: slack.apiUrl, channel: "#approvals", mode: "http" },
    secret: { botToken, signingSecret, appToken: "" },
  });
  const gateways: CalledGateway[] = [];
  const start = async () => {
    const door = openSlackDoor(deps);
    const gateway = await startCalledGateway((request, response) =>
      serveSlack(door, integrationId, { request, response }),
    );
    gateways.push(gateway);
    return gateway;
  };
  const gateway = await start();
  let count = 0;
  return {
    ...{ slack, integrationId, gateway, restart: start },
    async linked(person) {
      const user = users[count];
      if (user === undefined) throw new Error("nobody is left in the workspace");
      count += 1;
      const asked = { integrationId, slackUserId: user.id, slackTeam: "work" };
      const token = writeChatLink(deps, { ...asked, slackUser: user.name });
      await confirmChatLink(deps, person, token);
      return new SlackPerson(slack, user, gateway.url);
    },
    async told(requestId) {
      const telling = { noticeOf, tellsOf, channels: channelsOf(deps), random: () => 0.5 };
      for (let turns = 0; turns < 3; turns += 1) await deliverOutbox(deps, telling);
      const { messages } = slack.world;
      const message = messages.find(({ blocks }) => JSON.stringify(blocks).includes(requestId));
      if (message === undefined) throw new Error(`nobody was told of ${requestId}`);
      return message.ts;
    },
    async close() {
      for (const one of gateways) await one.close();
      await slack.close();
    },
  };
}
