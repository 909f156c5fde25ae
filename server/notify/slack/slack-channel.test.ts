import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { noticeOf } from "@/testing/notices";
import { type SlackServer, startSlackServer } from "@/testing/slack-server";
import { directOf } from "@/testing/slack-world";
import type { Deps } from "../../deps";
import type { RequestEvent, RequestNotice } from "../../requests/request-notice";
import type { Told } from "../channel";
import { slackChannel } from "./slack-channel";
import { failureOf, slackClient } from "./slack-client";

const ADA = { id: "U0ADA", name: "ada", email: "ada@example.com" };
const EVE = { id: "U0EVE", name: "eve", email: "eve@example.com" };
const NO_DEPS = {} as Deps;
const AT = new Date("2026-01-02T10:10:00Z");
const LONG = { command: `SELECT ${"a, ".repeat(2_000)}b` };

let slack: SlackServer;
const linked = new Map<string, string>();
beforeEach(async () => {
  slack = await startSlackServer({ users: [ADA, EVE] });
});
afterEach(() => slack.close());
afterAll(() => linked.clear());

interface Telling {
  readonly remembered?: unknown;
  readonly settings?: object;
  readonly secret?: string;
}
async function tell(
  event: RequestEvent,
  notice: Partial<RequestNotice> = {},
  telling: Telling = {},
): Promise<Told> {
  const channel = slackChannel({ slackUserOf: async (_, id) => linked.get(id) ?? null });
  const { remembered = null, settings = {}, secret } = telling;
  const target = {
    ...{ id: "int_1", name: "Approvals", remembered },
    settings: { apiUrl: slack.apiUrl, channel: "#approvals", ...settings },
    secret: secret ?? JSON.stringify({ botToken: slack.world.botToken }),
  };
  return channel.tell(NO_DEPS, target, { id: "msg_1", event, at: AT, notice: noticeOf(notice) });
}
function rememberedOf(told: Told): unknown {
  if (told.kind !== "told") throw new Error(JSON.stringify(told));
  return told.remember;
}
const inChannel = () =>
  slack.world.messages.filter(({ channel, threadTs }) => channel === "C0APPROVALS" && !threadTs);
const toAda = () => slack.world.messages.filter(({ channel }) => channel === directOf(ADA.id));
const methods = () => slack.calls.map(({ method }) => method);

describe("a request in the channel", () => {
  it("is one message, which later events change where it stands", async () => {
    const remembered = rememberedOf(await tell("request.created"));
    expect(inChannel()).toHaveLength(1);
    await tell("request.approved", { state: "approved" }, { remembered });
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]?.text).toContain("Approved. It may run once.");
    expect(JSON.stringify(inChannel()[0]?.blocks)).not.toContain("gatehouse.approve");
  });

  it("is posted anew when somebody deleted the message and it still waits", async () => {
    const remembered = rememberedOf(await tell("request.created"));
    slack.world.messages.length = 0;
    const told = await tell("request.voted", {}, { remembered });
    expect(inChannel().map(({ ts }) => ts)).toEqual([(rememberedOf(told) as { ts: string }).ts]);
  });

  it("is not posted when nobody there can decide it any more", async () => {
    expect(await tell("request.cancelled", { state: "cancelled" })).toEqual({
      kind: "passed-over",
    });
    expect(slack.world.messages).toEqual([]);
  });

  it("rings again when it was forced", async () => {
    const remembered = rememberedOf(await tell("request.created"));
    await tell("request.forced", { state: "approved", forced: true }, { remembered });
    expect(inChannel().map(({ text }) => text.includes("acted at once"))).toEqual([true, true]);
  });

  it("rings in its thread when the requester reminds", async () => {
    const remembered = rememberedOf(await tell("request.created"));
    await tell("request.nudged", {}, { remembered });
    const thread = slack.world.messages.filter(({ threadTs }) => threadTs === inChannel()[0]?.ts);
    expect(thread.map(({ text }) => text)).toEqual(["A reminder: this request still waits."]);
  });

  it("has the whole of a long command as a file, once a revision", async () => {
    const remembered = rememberedOf(await tell("request.created", LONG));
    const again = rememberedOf(await tell("request.voted", LONG, { remembered }));
    expect([...slack.world.files.values()]).toMatchObject([
      {
        content: LONG.command,
        sharedIn: { channel: "C0APPROVALS", threadTs: inChannel()[0]?.ts },
      },
    ]);
    await tell("request.proposed", { ...LONG, revision: 2 }, { remembered: again });
    expect(slack.world.files.size).toBe(2);
  });

  it("is told even when the file cannot be attached", async () => {
    slack.answerNext("files.getUploadURLExternal", { status: 500 });
    const told = await tell("request.created", LONG);
    expect(told).toMatchObject({ kind: "told", remember: { attached: null } });
  });
});

describe("the requester", () => {
  it("is told privately, found by e-mail address", async () => {
    await tell("request.rejected", { state: "rejected" });
    expect(toAda().map(({ text }) => text)).toEqual([
      "Ada Lovelace asks to run a command on `prod-db`. Your request was rejected.",
    ]);
  });

  it("is told where they linked themselves, whatever their address", async () => {
    linked.set("usr_ada", EVE.id);
    await tell("request.executed", { state: "executed" });
    linked.clear();
    expect(slack.world.messages.map(({ channel }) => channel)).toEqual([directOf(EVE.id)]);
    expect(methods()).not.toContain("users.lookupByEmail");
  });

  it("who is not in Slack is left out", async () => {
    const requester = { id: null, name: "Zoe", email: "zoe@example.com" };
    expect(await tell("request.failed", { state: "failed", requester })).toEqual({
      kind: "passed-over",
    });
  });
});

describe("a failure", () => {
  it("of too many calls says when to come back, and nothing waits for it", async () => {
    slack.answerNext("chat.postMessage", { status: 429, headers: { "retry-after": "37" } });
    expect(await tell("request.created")).toMatchObject({
      ...{ kind: "failed", retry: true, afterSeconds: 37 },
    });
    expect(methods()).toEqual([]);
  });

  it.each([
    ["invalid_auth", {}, JSON.stringify({ botToken: "xoxb-other" })],
    ["channel_not_found", { channel: "#nowhere" }, undefined],
  ])("that Slack calls %s is not tried again", async (error, settings, secret) =>
    expect(
      await tell("request.created", {}, { settings, ...(secret !== undefined && { secret }) }),
    ).toEqual({ kind: "failed", because: `Slack answers ${error}.`, retry: false }),
  );

  it("of Slack's is tried again", async () => {
    slack.answerNext("chat.postMessage", { status: 503 });
    expect(await tell("request.created")).toMatchObject({ kind: "failed", retry: true });
  });

  it("of the way there is tried again", async () => {
    const settings = { apiUrl: "http://127.0.0.1:9/api/" };
    expect(await tell("request.created", {}, { settings })).toMatchObject({ retry: true });
  });

  it("of incomplete settings says to save them", async () => {
    expect(await tell("request.created", {}, { settings: { channel: "" } })).toMatchObject({
      ...{ kind: "failed", retry: false },
    });
    expect(await tell("request.created", {}, { secret: "xoxb-1" })).toMatchObject({ retry: false });
  });

  it("to tell the requester is tried again with an update, and not with a second message", async () => {
    const remembered = rememberedOf(await tell("request.created"));
    slack.answerNext("conversations.open", { status: 500 });
    const state = "approved" as const;
    expect(await tell("request.approved", { state }, { remembered })).toMatchObject({
      retry: true,
    });
    slack.answerNext("conversations.open", { status: 500 });
    const proposed = await tell("request.proposed", { state: "proposed" });
    expect(proposed).toMatchObject({ kind: "told", response: expect.stringContaining("not told") });
  });

  it("of calls that take too long together ends them all, to be tried again", async () => {
    const { apiUrl, world } = slack;
    const client = slackClient({ apiUrl, token: world.botToken, deadline: AbortSignal.abort() });
    const told = await client.auth.test().catch(failureOf);
    expect([told, methods()]).toMatchObject([{ kind: "failed", retry: true }, []]);
  });

  it("never says a token", async () => {
    const secret = JSON.stringify({ botToken: "xoxb-canary" });
    expect(JSON.stringify(await tell("request.created", {}, { secret }))).not.toContain("canary");
  });
});
