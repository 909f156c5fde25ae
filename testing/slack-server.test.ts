import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SlackServer, startSlackServer } from "./slack-server";

const ADA = { id: "U0ADA", name: "ada", email: "ada@example.com" };

let slack: SlackServer;
let now: number;

beforeEach(async () => {
  now = Date.parse("2026-01-02T10:00:00Z");
  slack = await startSlackServer({ users: [ADA], now: () => now });
});
afterEach(() => slack.close());

async function call(method: string, args: object = {}, token = slack.world.botToken) {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== "" && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  const answer = await response.json();
  return answer.ok ? "ok" : answer.error;
}
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const post = (...blocks: object[]) =>
  call("chat.postMessage", { channel: "#approvals", text: "hi", blocks });
const dialog = {
  type: "modal",
  title: { type: "plain_text", text: "Why" },
  blocks: [section("x")],
};

describe("the Slack that tests speak to refuses what Slack refuses", () => {
  it("a call without a token, with another's, or with one of the wrong kind", async () => {
    expect(await call("auth.test", {}, "")).toBe("not_authed");
    expect(await call("auth.test", {}, "xoxb-other")).toBe("invalid_auth");
    expect(await call("apps.connections.open")).toBe("not_allowed_token_type");
    expect(await call("auth.test", {}, slack.world.appToken)).toBe("invalid_auth");
    expect(await call("auth.test")).toBe("ok");
    expect(await call("auth.tset")).toBe("unknown_method");
  });

  it("blocks beyond its limits", async () => {
    expect(await post(section("x".repeat(3_000)))).toBe("ok");
    expect(await post(section("x".repeat(3_001)))).toBe("invalid_blocks");
    expect(await post(section(""))).toBe("invalid_blocks");
    expect(await post(...Array.from({ length: 51 }, () => section("x")))).toBe("invalid_blocks");
    const button = { type: "button", action_id: "a", text: { type: "plain_text", text: "Go" } };
    const actions = (value: string) => ({ type: "actions", elements: [{ ...button, value }] });
    expect(await post(actions("x".repeat(2_000)))).toBe("ok");
    expect(await post(actions("x".repeat(2_001)))).toBe("invalid_blocks");
    expect(await post({ type: "poll" })).toBe("invalid_blocks");
    expect(await call("chat.postMessage", { channel: "#approvals" })).toBe("no_text");
  });

  it("a channel, a message and a person that are not there", async () => {
    const text = "hi";
    expect(await call("chat.postMessage", { channel: "#else", text })).toBe("channel_not_found");
    expect(await call("chat.update", { channel: "#approvals", ts: "1.1", text })).toBe(
      "channel_not_found",
    );
    expect(await call("chat.update", { channel: "C0APPROVALS", ts: "1.1", text })).toBe(
      "message_not_found",
    );
    expect(await call("users.info", { user: "U0NOBODY" })).toBe("user_not_found");
    expect(await call("users.lookupByEmail", { email: "no@example.com" })).toBe("users_not_found");
    expect(await call("conversations.open", { users: "U0NOBODY" })).toBe("user_not_found");
    const ephemeral = { channel: "C0APPROVALS", text };
    expect(await call("chat.postEphemeral", { ...ephemeral, user: "U0NOBODY" })).toBe(
      "user_not_in_channel",
    );
    expect(await call("chat.postEphemeral", { ...ephemeral, user: ADA.id })).toBe("ok");
  });

  it("a trigger that is used, older than three seconds, or none", async () => {
    const trigger = slack.world.newTrigger();
    expect(await call("views.open", { trigger_id: trigger, view: dialog })).toBe("ok");
    expect(await call("views.open", { trigger_id: trigger, view: dialog })).toBe(
      "exchanged_trigger_id",
    );
    const other = slack.world.newTrigger();
    now += 3_001;
    expect(await call("views.open", { trigger_id: other, view: dialog })).toBe(
      "expired_trigger_id",
    );
    expect(await call("views.open", { trigger_id: "1.2", view: dialog })).toBe(
      "invalid_trigger_id",
    );
  });

  it("a file that was never uploaded", async () => {
    const files = [{ id: "F1" }];
    expect(await call("files.completeUploadExternal", { channel_id: "C0APPROVALS", files })).toBe(
      "file_not_found",
    );
  });

  it("a sixth answer to one click", async () => {
    const url = slack.newResponseUrl();
    const answer = async () => (await fetch(url, { method: "POST", body: "{}" })).status;
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) statuses.push(await answer());
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  });
});
