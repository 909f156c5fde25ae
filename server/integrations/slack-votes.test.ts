import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Person, type PipelineRig, pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { codeOf } from "@/testing/run-on-rig";
import { type SlackChannelRig, slackChannelRig } from "@/testing/slack-channel-rig";
import { SlackPerson } from "@/testing/slack-person";
import { BUTTONS } from "../notify/slack/buttons";
import { voteOnRequest } from "../requests/vote-on-request";

let rig: PipelineRig;
let on: RequestRig;
let chat: SlackChannelRig;

beforeAll(async () => {
  rig = await pipelineRig();
  on = await RequestRig.on(rig);
  chat = await slackChannelRig(rig.deps, on.admin);
});
afterAll(async () => {
  await chat.close();
  await rig.close();
});

async function votesOn(id: string) {
  return (await on.see(id)).votes.map(({ userName, verdict }) => `${userName} ${verdict}`);
}
const lastWords = () => String(chat.slack.told.at(-1)?.body["text"]);

/** A command that waits for one of dba, told in the channel, and a dba whose account is linked. */
async function waiting(approvals: "each" | "count" = "each") {
  const { connection } = await on.guarded({ approvals, count: 2 });
  const { requestId } = await on.held(connection);
  const dba = await rig.person("dba");
  return { requestId, dba, person: await chat.linked(dba), ts: await chat.told(requestId) };
}

describe("a decision lost between gateway restart and chat callback is not lost", () => {
  it("because Slack is answered only after the vote is committed", async () => {
    const { requestId, dba, person, ts } = await waiting();
    await on.sql(async (holder) => {
      await holder.query("BEGIN");
      await holder.query(`SELECT 1 FROM access_request WHERE id = $1 FOR UPDATE`, [requestId]);
      let isAnswered = false;
      const pressing = person.press(ts, BUTTONS.approve).finally(() => {
        isAnswered = true;
      });
      await vi.waitFor(async () => {
        const waits = "SELECT 1 FROM pg_locks WHERE NOT granted";
        expect((await holder.query(waits)).rowCount).toBeGreaterThan(0);
      });
      expect([isAnswered, await on.state(requestId)]).toEqual([false, "pending"]);
      await holder.query("COMMIT");
      expect((await pressing).status).toBe(200);
    });
    expect(await on.state(requestId)).toBe("approved");
    expect(await votesOn(requestId)).toEqual([`${dba.actor.name} approve`]);
  });

  it("because the same callback, sent again to the gateway that came up, is one vote", async () => {
    const { requestId, dba, person, ts } = await waiting("count");
    const click = person.clickOn(ts, BUTTONS.approve);
    const atSeconds = Math.floor(Date.now() / 1_000);
    expect((await person.send(click, { atSeconds })).status).toBe(200);
    const gateway = await chat.restart();
    const again = new SlackPerson(chat.slack, person.user, gateway.url);
    expect((await again.send(click, { atSeconds })).status).toBe(200);
    await gateway.settled();
    expect(lastWords()).toBe("Your approval was recorded.");
    expect(await votesOn(requestId)).toEqual([`${dba.actor.name} approve`]);
    expect(await on.state(requestId)).toBe("pending");
  });

  it("because one that comes when all is decided changes nothing and says so", async () => {
    const { requestId, person, ts } = await waiting();
    const click = person.clickOn(ts, BUTTONS.approve);
    await person.send(click);
    const gateway = await chat.restart();
    await new SlackPerson(chat.slack, person.user, gateway.url).send(click);
    await gateway.settled();
    expect(lastWords()).toContain("approved already");
    expect(await votesOn(requestId)).toHaveLength(1);
  });
});

/** A request of a dba's own, whose rule dbas decide. */
async function own(): Promise<{ requestId: string; requester: Person }> {
  const requester = await rig.person("support", "dba");
  const page = await rig.page(requester);
  const { connection } = await on.guarded();
  const { requestId } = await page.submit({ connection, statement: "update t set a = 3" });
  return { requestId: requestId ?? "", requester };
}

it("a second account of the same person is no second vote", async () => {
  const { requestId, dba, person, ts } = await waiting("count");
  const second = await chat.linked(dba);
  await person.press(ts, BUTTONS.approve);
  await second.press(ts, BUTTONS.approve);
  expect(await votesOn(requestId)).toEqual([`${dba.actor.name} approve`]);
  expect(await on.state(requestId)).toBe("pending");
});

describe("one's own request", () => {
  it("is refused through Slack, privately, and leaves an event with its person", async () => {
    const { requestId, requester } = await own();
    const person = await chat.linked(requester);
    await person.press(await chat.told(requestId), BUTTONS.approve);
    await chat.gateway.settled();
    expect(lastWords()).toContain("You may not decide this request.");
    expect([await on.state(requestId), await votesOn(requestId)]).toEqual(["pending", []]);
    const event = await rig.deps.db.read.auditEvent.findFirst({
      where: { event: "slack.refused" },
      orderBy: { id: "desc" },
    });
    expect(event).toMatchObject({
      actorId: requester.actor.userId,
      subject: chat.integrationId,
      after: { because: "REQUEST.NOT_ALLOWED", request: requestId, slackUser: person.user.id },
    });
  });

  it.each(["web", "slack", "api"] as const)("is refused through %s", async (via) => {
    const { requestId: id, requester } = await own();
    const vote = { id, revision: 1, verdict: "approve", reason: "", via } as const;
    expect(await codeOf(voteOnRequest(rig.deps, requester, vote))).toBe("REQUEST.NOT_ALLOWED");
    expect(await on.state(id)).toBe("pending");
  });
});

describe("a message", () => {
  it("shows what was decided on the page, and who asked is told in Slack", async () => {
    const { requestId, dba, ts } = await waiting();
    const asker = await chat.linked(on.ben);
    await on.reject(dba, requestId, "Not on a Friday");
    expect(await chat.told(requestId)).toBe(ts);
    const { messages } = chat.slack.world;
    const shown = messages.find((one) => one.ts === ts);
    expect(JSON.stringify(shown?.blocks)).toContain("Not on a Friday");
    expect(JSON.stringify(shown?.blocks)).not.toContain(BUTTONS.approve);
    expect(messages.at(-1)).toMatchObject({
      channel: `D${asker.user.id.slice(1)}`,
      text: expect.stringContaining("Your request was rejected."),
    });
  });
});
