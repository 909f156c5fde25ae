import type { Actor, SignInId, UserId } from "../domain/people/user";
import { Refusal } from "../domain/refusal";
import type { ChatVote, SlackDoor } from "../server/notify/slack/door";
import { serveSlack } from "../server/notify/slack/serve-slack";
import { type SlackIntegration, slackSettings } from "../server/notify/slack/settings";
import { slackChannel } from "../server/notify/slack/slack-channel";
import { SignatureCheck } from "../server/notify/slack/verify-signature";
import type { RequestEvent, RequestNotice } from "../server/requests/request-notice";
import { type TestDeps, testDeps } from "./deps";
import { noticeOf } from "./notices";
import { type CalledGateway, startCalledGateway } from "./slack-gateway";
import { SlackPerson } from "./slack-person";
import { type SlackServer, startSlackServer } from "./slack-server";
import type { SlackUser } from "./slack-world";
import type { FreshStore } from "./store";

/** May decide. */
export const GRACE = { id: "U0GRACE", name: "grace", email: "grace@example.com" };
/** Is linked and may not decide. */
export const MALLORY = { id: "U0MALLORY", name: "mallory", email: "mallory@example.com" };
/** Is linked to nobody. */
export const STRANGER = { id: "U0STRANGER", name: "eve", email: "eve@example.com" };
/** Is linked to somebody who is not active. */
export const SLEEPER = { id: "U0SLEEPER", name: "zoe", email: "zoe@example.com" };

const LINKED: Readonly<Record<string, string>> = {
  ...{ [GRACE.id]: "usr_grace", [MALLORY.id]: "usr_mallory", [SLEEPER.id]: "usr_zoe" },
};
const ACTORS = [actorOf("grace", ["dba"]), actorOf("mallory", ["support"])];

function actorOf(name: string, groups: readonly string[]): Actor {
  return {
    ...{ userId: `usr_${name}` as UserId, name, email: `${name}@example.com`, groups },
    ...{ status: "active", role: "approver", signInId: "slack" as SignInId },
  };
}

/** A gateway's door to Slack, a workspace, and people in it. Its clock is the test's. */
export class SlackRig {
  now = Date.parse("2026-01-02T10:00:00Z");
  mode: "http" | "socket" = "http";
  /** The store is out of reach. */
  isBroken = false;
  readonly votes: (ChatVote & { by: string; origin: string })[] = [];
  readonly deps: TestDeps;
  readonly door: SlackDoor;
  slack!: SlackServer;
  gateway!: CalledGateway;

  constructor(store: FreshStore) {
    this.deps = testDeps({ db: store.db, now: () => new Date(this.now) });
    this.door = {
      deps: this.deps,
      signatures: new SignatureCheck(this.deps.now),
      slackIntegration: async (id) => (id === "int_1" ? this.integration() : null),
      identityOf: async (_, id) => (LINKED[id] as UserId | undefined) ?? null,
      actorOf: async (id) => ACTORS.find(({ userId }) => userId === id) ?? null,
      vote: async (_, { actor, origin }, vote) => {
        if (this.isBroken) throw new Error("connection refused");
        if (!actor.groups.includes("dba")) {
          throw new Refusal("REQUEST.NOT_ALLOWED", "Only members of <dba> decide this.");
        }
        this.votes.push({ ...vote, by: actor.name, origin });
      },
    };
  }

  async start(): Promise<void> {
    const users = [GRACE, MALLORY, STRANGER, SLEEPER];
    this.slack = await startSlackServer({ users, now: () => this.now });
    this.gateway = await startCalledGateway((request, response) =>
      serveSlack(this.door, request.url?.split("/").at(-1) ?? "", { request, response }),
    );
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await this.slack.close();
    this.deps.dispose();
  }

  as(user: SlackUser, gatewayUrl = this.gateway.url): SlackPerson {
    return new SlackPerson(this.slack, user, gatewayUrl);
  }

  /** What people were told privately. */
  privately(): Readonly<Record<string, unknown>>[] {
    return this.slack.told.map(({ body }) => body);
  }

  integration(): SlackIntegration {
    const { botToken, signingSecret, appToken } = this.slack.world;
    const given = { apiUrl: this.slack.apiUrl, channel: "#approvals", mode: this.mode };
    const settings = slackSettings.parse(given);
    return { id: "int_1", settings, botToken, signingSecret, appToken };
  }

  /** Tells of a request in the channel; the message's name. */
  async tell(
    event: RequestEvent,
    notice: Partial<RequestNotice>,
    ts: string | null = null,
  ): Promise<string> {
    const { botToken, settings } = this.integration();
    const remembered = ts === null ? null : { channel: "C0APPROVALS", ts };
    const target = { id: "int_1", name: "Approvals", remembered, settings };
    const message = { id: "msg_1", event, at: new Date(this.now), notice: noticeOf(notice) };
    const told = await slackChannel({ slackUserOf: async () => null }).tell(
      ...([this.deps, { ...target, secret: JSON.stringify({ botToken }) }, message] as const),
    );
    if (told.kind !== "told") throw new Error(JSON.stringify(told));
    return this.slack.world.messages[0]?.ts ?? "";
  }
}
