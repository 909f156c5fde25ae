import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DELIVERY_LIMITS } from "@/domain/integrations/delivery";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import { type NotifyRig, notifyRig } from "@/testing/notify-rig";
import { auditTrail } from "@/testing/people";
import { codeOf } from "@/testing/run-on-rig";
import {
  aWebhook,
  startWebhookReceiver,
  status,
  type WebhookReceiver,
} from "@/testing/webhook-receiver";
import { deliverOutbox } from "../notify/deliver-outbox";
import { webhookChannel } from "../notify/webhook";
import { createIntegration } from "./create-integration";
import { deleteIntegration } from "./delete-integration";
import { findTarget } from "./find-target";
import { type IntegrationForm, integrationChange, integrationForm } from "./form";
import { getIntegration } from "./get-integration";
import { listDeliveries } from "./list-deliveries";
import { listIntegrations } from "./list-integrations";
import { presentIntegration } from "./present";
import { replayDelivery } from "./replay-delivery";
import { rotateSecret } from "./rotate-secret";
import { testIntegration } from "./test-integration";
import { updateIntegration } from "./update-integration";

const CANARY = "canary-integration-secret";
let rig: NotifyRig;
let receiver: WebhookReceiver;
let mail: MailServer;
let count = 0;
beforeAll(async () => {
  rig = await notifyRig();
  receiver = await startWebhookReceiver();
  mail = await startMailServer({ disabledCommands: ["AUTH", "STARTTLS"] });
});
beforeEach(() => {
  count += 1;
  receiver.received.length = 0;
});
afterEach(async () => {
  // What a test leaves would be told of the next one's requests.
  for (const { integration } of await listIntegrations(rig.deps)) {
    await deleteIntegration(rig.deps, rig.admin, integration.id);
  }
});
afterAll(async () => {
  await receiver.close();
  await mail.close();
  await rig.close();
});

const common = () => ({ name: `one-${count}`, enabled: true, everyRequest: false });
const slack = (mode: "http" | "socket" = "http", appToken = ""): IntegrationForm => ({
  ...{ kind: "slack", ...common() },
  settings: { apiUrl: "https://slack.com/api", channel: "#access", mode },
  secret: { botToken: CANARY, signingSecret: CANARY, appToken },
});
const teams = (): IntegrationForm => ({
  ...{ kind: "teams", ...common(), settings: {} },
  secret: { webhookUrl: `https://teams.test/${CANARY}` },
});
const email = (username = "gate"): IntegrationForm => ({
  ...{ kind: "email", ...common(), secret: { password: username === "" ? "" : CANARY } },
  settings: {
    ...{ host: "localhost", port: mail.port, from: "gate@corp.test", username },
    tls: username === "" ? "none" : "starttls",
  },
});
const create = (form: IntegrationForm) => createIntegration(rig.deps, rig.admin, form);
const hookAt = (url = receiver.url) => create(aWebhook({ name: `hook-${count}`, url }));
const clear = async (id: string) => {
  const found = await findTarget(rig.deps, id);
  return found?.kind === "found" ? found.target.secret : null;
};
async function everythingSaid(): Promise<string> {
  const listed = await listIntegrations(rig.deps);
  const rows = listed.map((one) => presentIntegration(one, rig.admin.actor));
  const audit = await rig.deps.db.read.auditEvent.findMany({
    select: { subject: true, before: true, after: true },
  });
  return JSON.stringify([rows, audit]);
}
const turn = () =>
  deliverOutbox(rig.deps, {
    ...{
      noticeOf: rig.noticeOf,
      tellsOf: rig.tellsOf,
      channels: [webhookChannel()],
      random: () => 0.5,
    },
  });

describe("an integration's secret", () => {
  it.each([
    ["slack", slack, JSON.stringify({ botToken: CANARY, signingSecret: CANARY, appToken: "" })],
    ["teams", teams, `https://teams.test/${CANARY}`],
    ["email", email, CANARY],
  ] as const)(
    "of the kind %s is sealed, opens for its channel and is never said",
    async (_, form, secret) => {
      const { id } = await create(form());
      expect(await clear(id)).toBe(secret);
      const row = await rig.deps.db.read.integration.findUniqueOrThrow({ where: { id } });
      expect(Buffer.from(row.secret ?? []).toString("latin1")).not.toContain(CANARY);
      expect(await everythingSaid()).not.toContain(CANARY);
      expect((await getIntegration(rig.deps, id)).integration.hasSecret).toBe(true);
    },
  );

  it("of a webhook is made here, shown once, and replaced by another", async () => {
    const { id, secret } = await hookAt();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await clear(id)).toBe(secret);
    const rotated = await rotateSecret(rig.deps, rig.admin, id);
    expect(rotated.secret).not.toBe(secret);
    expect(await clear(id)).toBe(rotated.secret);
    const said = await everythingSaid();
    expect([said.includes(rotated.secret), said.includes(secret ?? "")]).toEqual([false, false]);
    const other = await create(teams());
    expect(await codeOf(rotateSecret(rig.deps, rig.admin, other.id))).toBe("INPUT.INVALID");
  });

  it("of one integration opens in no other", async () => {
    const [one, other] = [await hookAt(), await create(teams())];
    const { secret } = await rig.deps.db.read.integration.findUniqueOrThrow({
      where: { id: one.id },
    });
    await rig.deps.db.transaction((tx) =>
      tx.integration.update({ where: { id: other.id }, data: { secret }, select: { id: true } }),
    );
    expect(await findTarget(rig.deps, other.id)).toEqual({ kind: "sealed-elsewhere" });
  });

  it("stays when it is not typed, but only for the place it was saved for", async () => {
    const form = email();
    const { id } = await create(form);
    const change = { ...form, id, version: 1, secret: null } as const;
    const update = (part: object) =>
      updateIntegration(rig.deps, rig.admin, integrationChange.parse({ ...change, ...part }));
    const elsewhere = { ...form.settings, host: "evil.test" };
    expect(await codeOf(update({ settings: elsewhere }))).toBe("INPUT.INVALID");
    await update({ enabled: false });
    expect(await clear(id)).toBe(CANARY);
    const typed = { settings: elsewhere, secret: { password: "other" }, version: 2 };
    await update(typed);
    expect(await clear(id)).toBe("other");
  });

  it("must be there for what needs it", async () => {
    expect(await codeOf(create(slack("socket")))).toBe("INPUT.INVALID");
    await create(slack("socket", "xapp-1"));
    const form = email();
    expect(await codeOf(create({ ...form, secret: { password: "" } } as IntegrationForm))).toBe(
      "INPUT.INVALID",
    );
  });
});

describe("an integration", () => {
  it("is changed only by who saw its present version, and has a name of its own", async () => {
    const { id } = await hookAt();
    const change = { ...aWebhook({ name: `renamed-${count}` }), id, version: 1 };
    const both = await Promise.all(
      [1, 2].map(() => codeOf(updateIntegration(rig.deps, rig.admin, change))),
    );
    expect(both.sort()).toEqual(["INTEGRATION.CHANGED", "nothing"]);
    expect(await codeOf(create(aWebhook({ name: `renamed-${count}` })))).toBe("INTEGRATION.EXISTS");
    const other = await create(aWebhook({ name: `other-${count}` }));
    const taken = updateIntegration(rig.deps, rig.admin, { ...change, id: other.id });
    expect(await codeOf(taken)).toBe("INTEGRATION.EXISTS");
    const kind = { ...teams(), secret: null, id, version: 2 } as const;
    const asTeams = integrationChange.parse(kind);
    expect(await codeOf(updateIntegration(rig.deps, rig.admin, asTeams))).toBe("INPUT.INVALID");
  });

  it("stays while an access rule names it, and takes its log along", async () => {
    const { id } = await hookAt();
    const rule = { id: `rul_${count}`, name: `rule ${count}`, kind: "action" };
    const told = { integrations: { create: { integrationId: id } } };
    await rig.deps.db.transaction((tx) => tx.accessRule.create({ data: { ...rule, ...told } }));
    expect(await codeOf(deleteIntegration(rig.deps, rig.admin, id))).toBe("INTEGRATION.IN_USE");
    await rig.deps.db.transaction((tx) => tx.accessRule.delete({ where: { id: rule.id } }));
    await rig.happened(`req_${count}`);
    await turn();
    await deleteIntegration(rig.deps, rig.admin, id);
    expect(await rig.deps.db.read.delivery.count({ where: { integrationId: id } })).toBe(0);
    expect(await codeOf(getIntegration(rig.deps, id))).toBe("ACCESS.NOT_FOUND");
  });

  it("is audited at each change", async () => {
    const { id, name } = await hookAt();
    await updateIntegration(rig.deps, rig.admin, { ...aWebhook({ name }), id, version: 1 });
    await deleteIntegration(rig.deps, rig.admin, id);
    const lines = (await auditTrail(rig.deps)).filter((line) => line.endsWith(` ${name}`));
    expect(lines).toEqual(
      ["created", "changed", "deleted"].map((verb) => `integration.${verb} ${name}`),
    );
  });

  it.each([
    ["a field there is none of", { extra: 1 }],
    ["http to the outside", { settings: { url: "http://a.test/", allowPrivateAddresses: false } }],
    ["a password in the address", { settings: { url: "https://a:b@a.test/" } }],
    ["another protocol", { settings: { url: "file:///etc/passwd" } }],
    ["no event", { settings: { events: [] } }],
    ["an event there is none of", { settings: { events: ["request.eaten"] } }],
    ["a name with a line break", { name: "a\nb" }],
  ])("is refused with %s", (_, part: { settings?: object; extra?: number; name?: string }) => {
    const form = aWebhook({ name: "x" });
    const settings = { ...form.settings, ...part.settings };
    expect(integrationForm.safeParse(form).success).toBe(true);
    expect(integrationForm.safeParse({ ...form, ...part, settings }).success).toBe(false);
  });

  it("signs in nowhere without TLS, and sends tokens over https only", () => {
    const form = email();
    const bare = { ...form, settings: { ...form.settings, tls: "none" } };
    expect(integrationForm.safeParse(bare).success).toBe(false);
    const proxy = { ...slack(), settings: { ...slack().settings, apiUrl: "http://slack.test/" } };
    expect(integrationForm.safeParse(proxy).success).toBe(false);
  });
});

describe("testing an integration", () => {
  it("sends a sample now and says what was answered, also when that is a no", async () => {
    const { id, name } = await hookAt();
    const worked = await testIntegration(rig.deps, rig.admin, id);
    expect(worked).toMatchObject({ ok: true, because: "204" });
    expect(receiver.received[0]?.body).toContain("req_sample");
    receiver.answers.push(status(500, {}, "out of order"));
    const failed = await testIntegration(rig.deps, rig.admin, id);
    expect(failed).toMatchObject({ ok: false, because: "The receiver answered 500. out of order" });
    expect((await auditTrail(rig.deps)).at(-1)).toBe(`integration.tested ${name}`);
    expect(await listDeliveries(rig.deps, { id, limit: 5 })).toMatchObject({ rows: [] });
  });

  it("by mail reaches who tries it and nobody else", async () => {
    const { id } = await create(email(""));
    expect(await testIntegration(rig.deps, rig.admin, id)).toMatchObject({ ok: true });
    expect(mail.received.at(-1)?.to).toEqual(["ada@corp.test"]);
  });
});

describe("the log of an integration", () => {
  it("is paged, newest first, and can be asked for one state", async () => {
    const { id } = await hookAt();
    for (let at = 0; at < 5; at += 1) {
      rig.clock.advance(1_000);
      if (at === 2) receiver.answers.push(status(410));
      await rig.happened(`req_${count}_${at}`);
      await turn();
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listDeliveries(rig.deps, { id, cursor, limit: 2 });
      seen.push(...page.rows.map(({ requestId }) => requestId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual([4, 3, 2, 1, 0].map((at) => `req_${count}_${at}`));
    const dead = await listDeliveries(rig.deps, { id, state: "dead", limit: 10 });
    expect(dead.rows.map(({ requestId }) => requestId)).toEqual([`req_${count}_2`]);
    const { lastDelivery } = await getIntegration(rig.deps, id);
    expect(lastDelivery?.requestId).toBe(`req_${count}_4`);
  });

  it("lets a dead or told delivery be sent again with the same id, and no other", async () => {
    const { id } = await hookAt();
    receiver.answers.push(status(410), status(500));
    await rig.happened(`req_${count}`);
    await turn();
    const [dead] = (await listDeliveries(rig.deps, { id, limit: 1 })).rows;
    const replay = () => replayDelivery(rig.deps, rig.admin, dead?.id ?? "");
    await replay();
    expect(await codeOf(replay())).toBe("DELIVERY.OPEN");
    await turn();
    expect(await codeOf(replay())).toBe("DELIVERY.OPEN");
    rig.clock.advance(DELIVERY_LIMITS.waitMsMax);
    await turn();
    await replay();
    await turn();
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toEqual([dead?.id, dead?.id, dead?.id, dead?.id]);
    expect((await auditTrail(rig.deps)).at(-1)).toBe(`delivery.replayed ${dead?.id}`);
    const [told] = (await listDeliveries(rig.deps, { id, limit: 1 })).rows;
    expect(told).toMatchObject({ state: "told", attempts: 1 });
  });
});
