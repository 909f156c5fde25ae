import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditTrail } from "@/testing/people";
import { type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf } from "@/testing/run-on-rig";
import { writeChatLink } from "../notify/slack/link-token";
import { createIntegration } from "./create-integration";
import { confirmChatLink, describeChatLink } from "./link-chat";
import { listChatAccounts, unlinkChatAccount } from "./own-chat-accounts";
import { openSlackDoor } from "./slack-door";

let rig: PipelineRig;
let on: RequestRig;
let integrationId: string;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
  const { id } = await createIntegration(rig.deps, on.admin, {
    ...{ kind: "slack", name: "slack", enabled: true, everyRequest: true },
    settings: { apiUrl: "https://slack.com/api/", channel: "#access", mode: "http" },
    secret: { botToken: "xoxb-canary", signingSecret: "canary-signing", appToken: "" },
  });
  integrationId = id;
});
afterAll(() => rig.close());

const linkFor = (slackUserId: string) =>
  writeChatLink(rig.deps, {
    ...{ integrationId, slackUserId, slackUser: "Dana", slackTeam: "Corp" },
  });

describe("a link of a chat account", () => {
  it("makes the account's clicks the votes of who confirmed it, once", async () => {
    const dba = await rig.person("dba");
    const token = linkFor("U1");
    expect(await describeChatLink(rig.deps, token)).toMatchObject({
      account: "Dana",
      team: "Corp",
    });
    await confirmChatLink(rig.deps, dba, token);
    const door = openSlackDoor(rig.deps);
    const userId = await door.identityOf(integrationId, "U1");
    expect(userId).toBe(dba.actor.userId);
    const other = await rig.person("security");
    expect(await codeOf(confirmChatLink(rig.deps, other, token))).toBe("CHAT.LINK_INVALID");
    const { connection } = await on.guarded();
    const { requestId: id } = await on.held(connection);
    const actor = userId === null ? null : await door.actorOf(userId);
    expect(actor).toMatchObject({ groups: ["dba"], role: "member" });
    const vote = { id, revision: 1, verdict: "approve", reason: "", via: "slack" } as const;
    await door.vote(rig.deps, { actor: actor ?? on.ben.actor, origin: "slack" }, vote);
    expect(await on.state(id)).toBe("approved");
  });

  it("made up, or by another key, is no link", async () => {
    expect(await codeOf(describeChatLink(rig.deps, "made.up"))).toBe("CHAT.LINK_INVALID");
  });

  it("is nobody's once its person is inactive", async () => {
    const dba = await rig.person("dba");
    await confirmChatLink(rig.deps, dba, linkFor("U2"));
    await on.sql((client) =>
      client.query(`UPDATE "user" SET status = 'inactive' WHERE id = $1`, [dba.actor.userId]),
    );
    expect(await openSlackDoor(rig.deps).actorOf(dba.actor.userId)).toBeNull();
  });
});

describe("an account that was unlinked", () => {
  it("is nobody's, which is audited, and its link works no second time", async () => {
    const dba = await rig.person("dba");
    const token = linkFor("U3");
    await confirmChatLink(rig.deps, dba, token);
    expect(await listChatAccounts(rig.deps, dba.actor)).toMatchObject([
      { integration: "slack", externalId: "U3", externalName: "Dana" },
    ]);
    await unlinkChatAccount(rig.deps, dba, { integrationId, externalId: "U3" });
    expect(await listChatAccounts(rig.deps, dba.actor)).toEqual([]);
    expect(await openSlackDoor(rig.deps).identityOf(integrationId, "U3")).toBeNull();
    expect(await codeOf(confirmChatLink(rig.deps, dba, token))).toBe("CHAT.LINK_INVALID");
    expect((await auditTrail(rig.deps)).at(-1)).toBe(`chatAccount.unlinked ${dba.actor.email}`);
    await confirmChatLink(rig.deps, dba, linkFor("U3"));
    expect(await listChatAccounts(rig.deps, dba.actor)).toHaveLength(1);
  });

  it("is one of the person's own", async () => {
    const dba = await rig.person("dba");
    await confirmChatLink(rig.deps, dba, linkFor("U4"));
    const other = await rig.person("dba");
    const account = { integrationId, externalId: "U4" };
    expect(await codeOf(unlinkChatAccount(rig.deps, other, account))).toBe("CHAT.NOT_LINKED");
    expect(await listChatAccounts(rig.deps, other.actor)).toEqual([]);
    expect(await listChatAccounts(rig.deps, dba.actor)).toHaveLength(1);
  });
});
