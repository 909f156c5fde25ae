import { createHmac } from "node:crypto";
// Slack's own word for what it sends: these payloads have its shape or do not compile.
import type { BlockButtonAction, ButtonAction, SlashCommand } from "@slack/bolt";
import type { SlackServer } from "./slack-server";
import type { Json, SlackUser } from "./slack-world";

export interface Signing {
  readonly secret?: string;
  /** When Slack says that it signed, in seconds; now by its own clock. */
  readonly atSeconds?: number;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly body: string;
}

/** Somebody in the workspace, and the gateway's address that Slack sends to what they do. */
export class SlackPerson {
  readonly slack: SlackServer;
  readonly user: SlackUser;
  readonly gatewayUrl: string;

  constructor(slack: SlackServer, user: SlackUser, gatewayUrl: string) {
    this.slack = slack;
    this.user = user;
    this.gatewayUrl = gatewayUrl;
  }

  /** Presses a button of a message that is there; throws when it has no such button. */
  press(ts: string, actionId: string, signing: Signing = {}): Promise<GatewayAnswer> {
    return this.send(this.clickOn(ts, actionId), signing);
  }

  /** What Slack sends for a click. */
  clickOn(ts: string, actionId: string): BlockButtonAction {
    const { world } = this.slack;
    const message = world.messages.find((one) => one.ts === ts);
    const buttons = (message?.blocks ?? []).flatMap((block) =>
      block["type"] === "actions" ? (block["elements"] as Json[]) : [],
    );
    const button = buttons.find((one) => one["action_id"] === actionId);
    if (message === undefined || button === undefined) throw new Error(`no button ${actionId}`);
    const facts = { block_id: "b", action_ts: world.nextTs() };
    const pressed = { ...button, ...facts } as unknown as ButtonAction;
    return {
      ...{ type: "block_actions", team: world.team, api_app_id: "A0APP", token: "deprecated" },
      user: { id: this.user.id, username: this.user.name, team_id: world.team.id },
      channel: { id: message.channel, name: "approvals" },
      container: { type: "message", message_ts: ts, channel_id: message.channel },
      message: { type: "message", ts, text: message.text, blocks: message.blocks },
      ...{ trigger_id: world.newTrigger(), response_url: this.slack.newResponseUrl() },
      actions: [pressed],
    };
  }

  /** Writes into the dialog that was opened last, and submits it. */
  submit(text: string | null): Promise<GatewayAnswer> {
    const view = this.slack.world.views.at(-1);
    if (view === undefined) throw new Error("no dialog is open");
    const input = (view["blocks"] as Json[]).find((block) => block["type"] === "input");
    const element = input?.["element"] as Json;
    const value = { [String(element["action_id"])]: { type: "plain_text_input", value: text } };
    const { world } = this.slack;
    return this.send({
      ...{ type: "view_submission", team: world.team, api_app_id: "A0APP", token: "deprecated" },
      user: { id: this.user.id, name: this.user.name, team_id: world.team.id },
      ...{ trigger_id: world.newTrigger(), response_urls: [] },
      view: { ...view, state: { values: { [String(input?.["block_id"])]: value } } },
    });
  }

  command(text: string): Promise<GatewayAnswer> {
    const { world } = this.slack;
    const fields: SlashCommand = {
      ...{ token: "deprecated", command: "/gatehouse", text, api_app_id: "A0APP" },
      ...{ user_id: this.user.id, user_name: this.user.name, team_id: world.team.id },
      ...{ team_domain: world.team.domain, channel_id: "C0APPROVALS", channel_name: "approvals" },
      ...{ trigger_id: world.newTrigger(), response_url: this.slack.newResponseUrl() },
    };
    return this.post(new URLSearchParams(fields as Record<string, string>).toString());
  }

  send(payload: object, signing: Signing = {}): Promise<GatewayAnswer> {
    return this.post(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), signing);
  }

  async post(
    body: string,
    signing: Signing & { contentType?: string } = {},
  ): Promise<GatewayAnswer> {
    const { world } = this.slack;
    const at = String(signing.atSeconds ?? Math.floor(world.now() / 1_000));
    const mac = createHmac("sha256", signing.secret ?? world.signingSecret);
    const response = await fetch(this.gatewayUrl, {
      method: "POST",
      headers: {
        "content-type": signing.contentType ?? "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": at,
        "x-slack-signature": `v0=${mac.update(`v0:${at}:${body}`).digest("hex")}`,
      },
      body,
    });
    return { status: response.status, body: await response.text() };
  }
}
