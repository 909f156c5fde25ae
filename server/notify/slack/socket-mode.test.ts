import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { noticeOf } from "@/testing/notices";
import { GRACE, SlackRig, STRANGER } from "@/testing/slack-rig";
import { type FreshStore, freshStore } from "@/testing/store";
import { BUTTONS } from "./buttons";
import { type SlackSocket, startSlackSocket } from "./socket-mode";

let store: FreshStore;
let rig: SlackRig;
let socket: SlackSocket;

beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  rig = new SlackRig(store);
  await rig.start();
  rig.mode = "socket";
  socket = startSlackSocket(rig.door, "int_1", { waitMs: () => 1 });
});
afterEach(async () => {
  await socket.stop();
  await rig.stop();
});

async function pressApprove(): Promise<unknown> {
  const ts = await rig.tell("request.created", { revision: 2 });
  return rig.slack.link.push("interactive", rig.as(GRACE).clickOn(ts, BUTTONS.approve));
}
const told = () => vi.waitFor(() => expect(rig.privately()).toHaveLength(1));

describe("a gateway that Slack cannot call", () => {
  it("takes a click over the connection it dialled, and votes", async () => {
    expect(await pressApprove()).toBeNull();
    await told();
    expect(rig.votes).toMatchObject([{ id: noticeOf().id, revision: 2, by: "grace" }]);
  });

  it("takes no click whose vote could not be stored, so that Slack says so or sends it again", async () => {
    rig.isBroken = true;
    let isTaken = false;
    const pressing = pressApprove().then(() => {
      isTaken = true;
    });
    await told();
    expect([isTaken, rig.votes]).toEqual([false, []]);
    rig.isBroken = false;
    expect(await Promise.race([pressing, pressApprove()])).toBeNull();
    expect(rig.votes).toHaveLength(1);
  });

  it("answers a command over it", async () => {
    const fields = { command: "/gatehouse", text: "link", user_id: STRANGER.id, user_name: "eve" };
    expect(await rig.slack.link.push("slash_commands", fields)).toMatchObject({
      ...{ response_type: "ephemeral", text: expect.stringContaining("link-chat?token=") },
    });
  });

  it("connects anew when Slack asks for it, and after a connection was lost", async () => {
    await rig.slack.link.renew();
    (await rig.slack.link.connected()).terminate();
    await pressApprove();
    await told();
    expect(rig.votes).toHaveLength(1);
  });

  it("tries again when Slack gives no address", async () => {
    await rig.slack.link.connected();
    rig.slack.answerNext("apps.connections.open", { status: 503 });
    await rig.slack.link.renew();
    await pressApprove();
    await told();
  });

  it("is not disturbed by what it does not know", async () => {
    for (const frame of ["", "{", "null", '{"type":"later"}', '{"type":"events_api"}']) {
      await rig.slack.link.say(frame);
    }
    await pressApprove();
    await told();
  });

  it("stops dialling when the integration no longer listens to a socket", async () => {
    await rig.slack.link.connected();
    rig.mode = "http";
    await rig.slack.link.renew();
    await socket.stop();
    const opened = rig.slack.calls.filter(({ method }) => method === "apps.connections.open");
    expect(opened).toHaveLength(1);
  });
});
