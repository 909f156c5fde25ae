import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DELIVERY_LIMITS } from "@/domain/integrations/delivery";
import { aNotice } from "@/testing/notice";
import { type NotifyRig, notifyRig } from "@/testing/notify-rig";
import { startWebhookReceiver, status, type WebhookReceiver } from "@/testing/webhook-receiver";
import type { Deps } from "../deps";
import { deleteIntegration } from "../integrations/delete-integration";
import type { Channel } from "./channel";
import { deliverOutbox } from "./deliver-outbox";
import { claimDue } from "./store";
import { webhookChannel } from "./webhook";

let rig: NotifyRig;
let receiver: WebhookReceiver;
let hook: { readonly id: string; readonly secret: string };
let count = 0;
const made: string[] = [];
beforeAll(async () => {
  rig = await notifyRig();
  receiver = await startWebhookReceiver();
});
beforeEach(async () => {
  receiver.received.length = 0;
  receiver.answers.length = 0;
  hook = await webhook();
});
afterEach(async () => {
  for (const id of made.splice(0)) await deleteIntegration(rig.deps, rig.admin, id);
});
afterAll(async () => {
  await receiver.close();
  await rig.close();
});

async function webhook(part: { everyRequest?: boolean; enabled?: boolean } = {}) {
  count += 1;
  const answer = await rig.webhook({ name: `hook-${count}`, url: receiver.url, ...part });
  made.push(answer.id);
  return answer;
}
const turn = (deps: Deps = rig.deps, channels: readonly Channel[] = [webhookChannel()]) =>
  deliverOutbox(deps, {
    noticeOf: rig.noticeOf,
    tellsOf: rig.tellsOf,
    channels,
    random: () => 0.999,
  });
const idsReceived = () => receiver.received.map(({ headers }) => headers["webhook-id"]);
const eventsReceived = () =>
  receiver.received.map(({ body }) => {
    const { type, data } = JSON.parse(body) as { type: string; data: { id: string } };
    return `${data.id} ${type.replace("request.", "")}`;
  });
const deliveries = (integrationId = hook.id) =>
  rig.deps.db.read.delivery.findMany({ where: { integrationId }, orderBy: { outboxId: "asc" } });
const nextRequest = () => `req_${++count}`;

describe("an outbox row", () => {
  it("reaches the receiver signed, once, and is told", async () => {
    const request = nextRequest();
    await rig.happened(request);
    await turn();
    await turn();
    const [one] = await deliveries();
    expect(one).toMatchObject({ state: "told", attempts: 1, response: "204", because: null });
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    expect(headers["webhook-id"]).toBe(one?.id);
    expect(new Webhook(hook.secret).verify(body, headers as Record<string, string>)).toMatchObject({
      ...{ type: "request.created", data: { id: request, command: aNotice().command } },
    });
    expect(body).not.toContain("bo@corp.test");
  });

  it("goes to those that the rules name; where they name none, to those told of every one", async () => {
    const named = await webhook({ everyRequest: false });
    const [general, special] = [nextRequest(), nextRequest()];
    rig.tells.set(special, [named.id]);
    await rig.happened(general);
    await rig.happened(special);
    await turn();
    const requestsOf = async (id: string) => (await deliveries(id)).map((one) => one.requestId);
    expect(await requestsOf(hook.id)).toEqual([general]);
    expect(await requestsOf(named.id)).toEqual([special]);
  });

  it("of before an integration was there, or while it was off, is not told through it", async () => {
    const off = await webhook({ enabled: false });
    await rig.happened(nextRequest());
    await turn();
    const late = await webhook();
    await turn();
    expect([...(await deliveries(off.id)), ...(await deliveries(late.id))]).toEqual([]);
  });

  it("whose request is gone before it is told is passed over", async () => {
    const request = nextRequest();
    receiver.answers.push(status(500));
    await rig.happened(request);
    await turn();
    rig.notices.delete(request);
    rig.clock.advance(DELIVERY_LIMITS.waitMsMax);
    await turn();
    expect(await deliveries()).toMatchObject([{ state: "passed-over", requestId: request }]);
    expect(receiver.received).toHaveLength(1);
  });
});

describe("a receiver that fails", () => {
  it("twice and then answers gets the same id three times, and the waits grow", async () => {
    receiver.answers.push(status(500), status(503));
    await rig.happened(nextRequest());
    await turn();
    const [first] = await deliveries();
    expect(first).toMatchObject({ state: "waiting", because: "The receiver answered 500." });
    expect(Number(first?.nextAt) - Number(rig.clock.now())).toBe(4_995);
    rig.clock.advance(4_994);
    await turn();
    expect(receiver.received).toHaveLength(1);
    rig.clock.advance(1);
    await turn();
    rig.clock.advance(9_990);
    await turn();
    expect(new Set(idsReceived())).toEqual(new Set([first?.id]));
    expect(receiver.received).toHaveLength(3);
    expect(await deliveries()).toMatchObject([{ state: "told", attempts: 3 }]);
  });

  it("holds back later events of that request, and of no other", async () => {
    const [one, other] = [nextRequest(), nextRequest()];
    receiver.answers.push(status(500));
    await rig.happened(one);
    await turn();
    await rig.happened(one, "request.approved");
    await rig.happened(other);
    await turn();
    rig.clock.advance(DELIVERY_LIMITS.waitMsMax);
    await turn();
    await turn();
    expect(eventsReceived()).toEqual([
      ...[`${one} created`, `${other} created`, `${one} created`, `${one} approved`],
    ]);
  });

  it("for a day is given up, and what waited behind it is told", async () => {
    const request = nextRequest();
    await rig.happened(request);
    receiver.answers.push(status(500), status(500));
    await turn();
    rig.clock.advance(DELIVERY_LIMITS.giveUpAfterMs);
    await turn();
    const [dead] = await deliveries();
    expect(dead).toMatchObject({ state: "dead", because: "The receiver answered 500." });
    await rig.happened(request, "request.expired");
    await turn();
    expect(eventsReceived().at(-1)).toBe(`${request} expired`);
  });

  it("with 410 wants no more of it: it is dead at once, and why is said", async () => {
    receiver.answers.push(status(410));
    await rig.happened(nextRequest());
    await turn();
    const because = "The receiver answered 410 (gone: it wants no more of these).";
    expect(await deliveries()).toMatchObject([{ state: "dead", attempts: 1, because }]);
  });
});

describe("two gateways over one store", () => {
  it("never send one delivery twice", async () => {
    const requests = Array.from({ length: 25 }, nextRequest);
    for (const request of requests) {
      await rig.happened(request);
      await rig.happened(request, "request.approved");
    }
    const gateways = [rig.gateway(), rig.gateway(), rig.gateway()];
    for (let turns = 0; turns < 8; turns += 1) {
      await Promise.all(gateways.map((gateway) => turn(gateway)));
    }
    const events = eventsReceived();
    expect(new Set(idsReceived()).size).toBe(50);
    expect(events).toHaveLength(50);
    for (const request of requests) {
      const [first, second] = events.filter((event) => event.startsWith(`${request} `));
      expect([first, second]).toEqual([`${request} created`, `${request} approved`]);
    }
    expect((await deliveries()).every((one) => one.state === "told")).toBe(true);
  });

  it("one of which dies between claim and send lose nothing: the other takes it after the claim", async () => {
    await rig.happened(nextRequest());
    await turn(rig.deps, []);
    const dying = rig.gateway();
    const [claim] = await rig.deps.db.transaction((tx) =>
      claimDue(tx, {
        ...{ now: rig.clock.now(), claimedBy: dying.gatewayId, kinds: ["webhook"], rowsMax: 1 },
        claimedUntil: new Date(rig.clock.now().getTime() + DELIVERY_LIMITS.claimMs),
      }),
    );
    rig.clock.advance(DELIVERY_LIMITS.claimMs - 1);
    await turn();
    expect(receiver.received).toHaveLength(0);
    rig.clock.advance(1);
    await turn();
    expect(idsReceived()).toEqual([claim?.id]);
    expect(await deliveries()).toMatchObject([{ state: "told", attempts: 2 }]);
  });

  it("one of which comes back after its claim ended does not overwrite what the other said", async () => {
    await rig.happened(nextRequest());
    const slow: Channel = {
      kind: "webhook",
      async tell() {
        rig.clock.advance(DELIVERY_LIMITS.claimMs);
        await turn(rig.gateway());
        return { kind: "failed", because: "too slow", retry: false };
      },
    };
    await turn(rig.gateway(), [slow]);
    expect(await deliveries()).toMatchObject([{ state: "told", because: null }]);
  });
});

describe("a channel", () => {
  const seen: unknown[] = [];
  const remembering = (remember: unknown): Channel => ({
    kind: "webhook",
    async tell(_, { remembered }) {
      seen.push(remembered);
      return { kind: "told", remember, response: "" };
    },
  });

  it("gets back what it remembered of the same request, and of no other", async () => {
    const [one, other] = [nextRequest(), nextRequest()];
    await rig.happened(one);
    await turn(rig.deps, [remembering({ ts: "1.2" })]);
    await rig.happened(one, "request.approved");
    await turn(rig.deps, [remembering(null)]);
    await rig.happened(one, "request.executed");
    await rig.happened(other);
    await turn(rig.deps, [remembering(null)]);
    expect(seen).toEqual([null, { ts: "1.2" }, { ts: "1.2" }, null]);
  });

  it("that breaks its promise not to throw costs one attempt", async () => {
    const broken: Channel = { kind: "webhook", tell: () => Promise.reject(new Error("a bug")) };
    await rig.happened(nextRequest());
    await turn(rig.deps, [broken]);
    expect(await deliveries()).toMatchObject([
      { state: "waiting", because: "The gateway failed to send it; its log says why." },
    ]);
  });

  it("whose words the store cannot hold is told all the same", async () => {
    const odd: Channel = {
      kind: "webhook",
      tell: async () => ({ kind: "told", remember: null, response: `a\0b${"x".repeat(5_000)}` }),
    };
    await rig.happened(nextRequest());
    await turn(rig.deps, [odd]);
    const [one] = await deliveries();
    expect([one?.state, one?.response?.length]).toEqual(["told", 1_999]);
  });
});
