import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pipelineRig } from "@/testing/pipeline-rig";
import { RequestRig } from "@/testing/request-rig";
import { aWebhook, startWebhookReceiver, type WebhookReceiver } from "@/testing/webhook-receiver";
import { createIntegration } from "../integrations/create-integration";
import { noticeOf } from "../requests/notice-of";
import { deliverOutbox } from "./deliver-outbox";
import { webhookChannel } from "./webhook";

let requests: RequestRig;
let receiver: WebhookReceiver;
beforeAll(async () => {
  requests = await RequestRig.on(await pipelineRig());
  receiver = await startWebhookReceiver();
});
afterAll(async () => {
  await receiver.close();
  await requests.rig.close();
});

it("a held command is told when it is asked for and when it is decided, whole and in order", async () => {
  const { deps } = requests.rig;
  const form = aWebhook({ name: "hook", url: receiver.url });
  const { secret } = await createIntegration(deps, requests.admin, form);
  const { connection } = await requests.guarded();
  const dba = await requests.rig.person("dba");
  const { requestId } = await requests.held(connection, "update t set a = 2");
  await requests.reject(dba, requestId, "not on a Friday");
  const telling = { noticeOf, channels: [webhookChannel()], random: () => 0.5 };
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
});
