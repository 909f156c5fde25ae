import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noticeOf } from "@/testing/notices";
import { auditTrail } from "@/testing/people";
import { GRACE, MALLORY, SLEEPER, SlackRig, STRANGER } from "@/testing/slack-rig";
import { startSlackServer } from "@/testing/slack-server";
import { type FreshStore, freshStore } from "@/testing/store";
import { BUTTONS } from "./buttons";
import { readChatLink } from "./link-token";

let store: FreshStore;
let rig: SlackRig;

beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  rig = new SlackRig(store);
  await rig.start();
});
afterEach(() => rig.stop());

async function lastRefusal(): Promise<unknown> {
  const where = { event: "slack.refused" };
  const orderBy = { id: "desc" } as const;
  return (await rig.deps.db.read.auditEvent.findFirst({ where, orderBy }))?.after;
}
const aRequestInSlack = () => rig.tell("request.created", { revision: 2 });
async function press(user: typeof GRACE, button: "approve" | "reject") {
  const answer = await rig.as(user).press(await aRequestInSlack(), BUTTONS[button]);
  await rig.gateway.settled();
  return answer;
}

describe("a button, pressed", () => {
  it("by a linked approver votes on the revision that was on the screen", async () => {
    expect(await press(GRACE, "approve")).toEqual({ status: 200, body: "" });
    expect(rig.votes).toEqual([
      {
        ...{ id: noticeOf().id, revision: 2, verdict: "approve", reason: "", via: "slack" },
        ...{ by: "grace", origin: "Slack user U0GRACE grace work" },
      },
    ]);
    expect(rig.privately()).toMatchObject([
      { response_type: "ephemeral", replace_original: false },
    ]);
  });

  it("by somebody who is linked to nobody gives them a link, privately, and decides nothing", async () => {
    await press(STRANGER, "approve");
    expect(rig.votes).toEqual([]);
    const [{ text = "", response_type: type } = {}] = rig.privately() as Record<string, string>[];
    expect(type).toBe("ephemeral");
    const token = /link-chat\?token=([\w.-]+)\|/.exec(text)?.[1] ?? "";
    expect(readChatLink(rig.deps, token)).toMatchObject({
      kind: "link",
      link: {
        integrationId: "int_1",
        slackUserId: STRANGER.id,
        slackUser: "eve",
        slackTeam: "work",
      },
    });
    expect((await auditTrail(rig.deps)).join()).toContain("slack.refused");
  });

  it("by somebody whose account is not active decides nothing", async () => {
    await press(SLEEPER, "approve");
    expect(rig.votes).toEqual([]);
    expect(JSON.stringify(rig.privately())).toContain("your Gatehouse account is not active");
  });

  it("by one who may not vote tells them privately why not and what to do", async () => {
    await press(MALLORY, "approve");
    expect(rig.votes).toEqual([]);
    expect(rig.privately()).toEqual([
      {
        ...{ response_type: "ephemeral", replace_original: false },
        text: "Only members of &lt;dba&gt; decide this. The request names who may do this.",
      },
    ]);
    expect(rig.slack.world.messages).toHaveLength(1);
  });

  it("is answered with an error when the vote could not be stored, and says so privately", async () => {
    rig.isBroken = true;
    expect(await press(GRACE, "approve")).toEqual({ status: 500, body: "" });
    expect(JSON.stringify(rig.privately())).toContain("This did not work.");
  });

  it("that only opens the page does nothing", async () => {
    const answer = await rig.as(GRACE).press(await aRequestInSlack(), BUTTONS.open);
    await rig.gateway.settled();
    expect([answer.status, rig.votes, rig.privately()]).toEqual([200, [], []]);
  });

  it("answers nobody at an address that is not Slack's", async () => {
    const elsewhere = await startSlackServer();
    const click = rig.as(MALLORY).clickOn(await aRequestInSlack(), BUTTONS.approve);
    await rig.as(MALLORY).send({ ...click, response_url: elsewhere.newResponseUrl() });
    await rig.gateway.settled();
    expect([elsewhere.told, rig.votes]).toEqual([[], []]);
    await elsewhere.close();
  });
});

describe("Reject", () => {
  it("asks for the reason and votes with it", async () => {
    await press(GRACE, "reject");
    expect(rig.votes).toEqual([]);
    expect(await rig.as(GRACE).submit("  Too wide  ")).toEqual({ status: 200, body: "" });
    await rig.gateway.settled();
    expect(rig.votes).toMatchObject([
      { verdict: "reject", reason: "Too wide", by: "grace", revision: 2 },
    ]);
  });

  it("without a reason says so in the dialog", async () => {
    await press(GRACE, "reject");
    const { body } = await rig.as(GRACE).submit("   ");
    expect(JSON.parse(body)).toMatchObject({
      response_action: "errors",
      errors: { reason: expect.any(String) },
    });
    expect(rig.votes).toEqual([]);
  });

  it("opens no dialog for somebody who is linked to nobody", async () => {
    await press(STRANGER, "reject");
    expect(rig.slack.world.views).toEqual([]);
    expect(JSON.stringify(rig.privately())).toContain("link-chat?token=");
  });

  it("tells whoever submits without the right that they may not", async () => {
    await press(GRACE, "reject");
    await rig.as(MALLORY).submit("No");
    await rig.gateway.settled();
    expect(rig.votes).toEqual([]);
    expect(JSON.stringify(rig.privately())).toContain("Only members of");
  });

  it("says where to decide when Slack opens no dialog any more", async () => {
    const ts = await aRequestInSlack();
    const click = rig.as(GRACE).clickOn(ts, BUTTONS.reject);
    rig.now += 4_000;
    await rig.as(GRACE).send(click);
    await rig.gateway.settled();
    expect(rig.slack.world.views).toEqual([]);
    expect(JSON.stringify(rig.privately())).toContain("Open the request in Gatehouse");
  });
});

describe("a message decided elsewhere", () => {
  it("shows the outcome and has no button left to press", async () => {
    const ts = await aRequestInSlack();
    await rig.tell("request.rejected", { state: "rejected", because: "Not on a Friday" }, ts);
    expect(JSON.stringify(rig.slack.world.messages[0]?.blocks)).toContain("> Not on a Friday");
    expect(() => rig.as(GRACE).press(ts, BUTTONS.approve)).toThrow("no button gatehouse.approve");
  });
});

describe("a command", () => {
  const said = async (text: string) => JSON.parse((await rig.as(STRANGER).command(text)).body);

  it("`link` gives the signed link, privately", async () => {
    const answer = await said("link");
    expect(answer).toMatchObject({ response_type: "ephemeral" });
    expect(answer.text).toMatch(/^<http:\/\/localhost:3000\/link-chat\?token=[\w.-]+\|Link this/);
  });

  it("`subscribe` says which channel is told, and gives the link to who has none", async () => {
    const answer = await said(" Subscribe now");
    expect(answer).toMatchObject({ response_type: "ephemeral" });
    expect(answer.text).toContain("told in #approvals");
    expect(answer.text).toContain("link-chat?token=");
  });

  it("`subscribe` of somebody who is linked says to whom", async () => {
    const { text } = JSON.parse((await rig.as(GRACE).command("subscribe")).body);
    expect(text).toContain("You are linked to grace");
    expect(text).not.toContain("link-chat");
    const asleep = JSON.parse((await rig.as(SLEEPER).command("subscribe")).body);
    expect(asleep.text).toContain("not active");
  });

  it("of another word says which there are", async () =>
    expect((await said("")).text).toContain("`/gatehouse subscribe`"));
});

describe("what does not come from Slack", () => {
  const approve = async (signing: { secret?: string; atSeconds?: number }) => {
    const answer = await rig.as(GRACE).press(await aRequestInSlack(), BUTTONS.approve, signing);
    await rig.gateway.settled();
    return answer.status;
  };

  it("is refused and leaves an event: signed with another secret", async () => {
    expect(await approve({ secret: "0".repeat(32) })).toBe(401);
    expect(rig.votes).toEqual([]);
    expect(await lastRefusal()).toEqual({ because: "wrong" });
  });

  it("is refused: signed too long ago, or in the future", async () => {
    expect(await approve({ atSeconds: rig.now / 1_000 - 301 })).toBe(401);
    expect(await lastRefusal()).toEqual({ because: "too-old" });
    expect(await approve({ atSeconds: rig.now / 1_000 + 301 })).toBe(401);
    expect(await approve({ atSeconds: rig.now / 1_000 - 299 })).toBe(200);
    expect(rig.votes).toHaveLength(1);
  });

  it("is refused: a click that was sent before", async () => {
    const click = rig.as(GRACE).clickOn(await aRequestInSlack(), BUTTONS.approve);
    const atSeconds = rig.now / 1_000;
    expect((await rig.as(GRACE).send(click, { atSeconds })).status).toBe(200);
    rig.now += 100_000;
    expect((await rig.as(GRACE).send(click, { atSeconds })).status).toBe(401);
    expect(await lastRefusal()).toEqual({ because: "replayed" });
    await rig.gateway.settled();
    expect(rig.votes).toHaveLength(1);
  });

  it("is refused: an integration that does not exist, or that listens to a socket", async () => {
    const elsewhere = rig.as(GRACE, rig.gateway.url.replace("int_1", "int_2"));
    expect((await elsewhere.command("link")).status).toBe(401);
    rig.mode = "socket";
    expect((await rig.as(GRACE).command("link")).status).toBe(401);
  });

  it("is refused: no signature, another method, a body too large", async () => {
    const send = async (init: RequestInit) => (await fetch(rig.gateway.url, init)).status;
    expect(await send({ method: "POST", body: "command=/gatehouse" })).toBe(401);
    expect(await send({ method: "GET" })).toBe(405);
    expect(await send({ method: "POST", body: "x".repeat(300_000) })).toBe(413);
  });
});

describe("what Slack sends besides", () => {
  it("its check of the address is answered with the challenge", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "3eZbrw" });
    expect(await rig.as(GRACE).post(body, { contentType: "application/json" })).toEqual({
      ...{ status: 200, body: "3eZbrw" },
    });
  });

  it.each(["{}", "payload=", "payload=%7B", 'payload={"type":"view_closed"}', "\u0000", "[1,2]"])(
    "%j is taken and does nothing",
    async (body) => {
      expect(await rig.as(GRACE).post(body)).toEqual({ status: 200, body: "" });
      expect(rig.votes).toEqual([]);
    },
  );
});
