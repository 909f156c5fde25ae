import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type MailServer, startMailServer } from "@/testing/mail-server";
import { pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { ruleAsWritten } from "@/testing/rule-rig";
import { aWebhook, startWebhookReceiver, type WebhookReceiver } from "@/testing/webhook-receiver";
import { createIntegration } from "../integrations/create-integration";
import { deleteIntegration } from "../integrations/delete-integration";
import { noticeOf } from "../requests/notice-of";
import { tellsOf } from "../requests/tells-of";
import { updateRule } from "../rules/update-rule";
import { deliverOutbox } from "./deliver-outbox";
import { emailChannel } from "./email";
import { webhookChannel } from "./webhook";

let requests: RequestRig;
let receiver: WebhookReceiver;
let mail: MailServer;
beforeAll(async () => {
  requests = await RequestRig.on(await pipelineRig());
  receiver = await startWebhookReceiver();
  mail = await startMailServer({ disabledCommands: ["AUTH", "STARTTLS"] });
});
afterAll(async () => {
  await receiver.close();
  await mail.close();
  await requests.rig.close();
});

it("a held command is told when it is asked for and when it is decided, whole and in order", async () => {
  const { deps } = requests.rig;
  const form = aWebhook({ name: "hook", url: receiver.url });
  const { id, secret } = await createIntegration(deps, requests.admin, form);
  const { connection } = await requests.guarded();
  const dba = await requests.rig.person("dba");
  const { requestId } = await requests.held(connection, "update t set a = 2");
  await requests.reject(dba, requestId, "not on a Friday");
  const telling = { noticeOf, tellsOf, channels: [webhookChannel()], random: () => 0.5 };
  for (let turns = 0; turns < 3; turns += 1) await deliverOutbox(deps, telling);

  const told = receiver.received.map(({ body, headers }) =>
    new Webhook(secret ?? "").verify(body, headers as Record<string, string>),
  ) as { readonly type: string; readonly data: object }[];
  expect(told.map(({ type }) => type)[0]).toBe("request.created");
  expect(told.map(({ type }) => type).at(-1)).toBe("request.rejected");
  expect(told.at(-1)?.data).toMatchObject({
    ...{ id: requestId, state: "rejected", command: "update t set a = 2", reason: "ticket 7" },
    votes: [{ verdict: "reject", reason: "not on a Friday" }],
  });
  await deleteIntegration(deps, requests.admin, id);
});

it("is told through what its rule names, and through nothing else", async () => {
  const { deps } = requests.rig;
  const [named, other] = [await startWebhookReceiver(), await startWebhookReceiver()];
  const hook = (name: string, { url }: WebhookReceiver, everyRequest: boolean) =>
    createIntegration(deps, requests.admin, aWebhook({ name, url, everyRequest }));
  await hook("named", named, false);
  await hook("other", other, true);
  const { connection, ruleId } = await requests.guarded();
  const rule = ruleAsWritten({ name: "named-only", tells: ["named"] });
  await updateRule(deps, requests.admin, {
    ...{ id: ruleId, version: 1 },
    rule: { ...rule, scope: { connections: [connection], tags: [] } },
  });
  const { requestId } = await requests.held(connection, "update t set a = 3");
  const telling = { noticeOf, tellsOf, channels: [webhookChannel()], random: () => 0.5 };
  for (let turns = 0; turns < 3; turns += 1) await deliverOutbox(deps, telling);
  expect(named.received).toHaveLength(1);
  expect(named.received[0]?.body).toContain(requestId);
  expect(other.received.map(({ body }) => body).join()).not.toContain(requestId);
  await Promise.all([named.close(), other.close()]);
});

it("breaking the glass is mailed to those who would have decided, to admins and to who did it", async () => {
  const { rig, admin, agent } = requests;
  const [dba, oncall] = [await rig.person("dba"), await rig.person("support", "oncall")];
  const { port } = mail;
  const settings = { host: "127.0.0.1", port, tls: "none", from: "gate@corp.test" } as const;
  const form = { name: "mail", kind: "email", enabled: true, everyRequest: true } as const;
  await createIntegration(rig.deps, admin, {
    ...{ ...form, settings: { ...settings, username: "" }, secret: { password: "" } },
  });
  const { connection } = await requests.guarded({ breakGlass: ["oncall"] });
  const wish = { connection, statement: "delete from t", breakGlass: true, reason: "it is down" };
  const asked = (await rig.page(oncall)).submit(wish);
  const running = await agent.session();
  running.end();
  await asked;
  const telling = { noticeOf, tellsOf, channels: [emailChannel()], random: () => 0.5 };
  const forced = () => mail.received.filter(({ raw }) => raw.includes("was forced open"));
  await expect
    .poll(async () => {
      await deliverOutbox(rig.deps, telling);
      return forced().length;
    })
    .toBe(1);
  const emails = [dba, admin, oncall].map(({ actor }) => actor.email);
  expect(forced()[0]?.to).toEqual(expect.arrayContaining(emails));
  expect(forced()[0]?.to).not.toContain(requests.ben.actor.email);
});
