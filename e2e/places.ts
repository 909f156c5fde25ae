import type { Browser } from "@playwright/test";
import { ADMIN, addConnection, addRule } from "@/testing/gateway-admin";
import type { GatewayClient } from "@/testing/gateway-client";
import type { Places } from "./every-page";
import { signInByProvider } from "./people";
import type { World } from "./world";

const CONNECTION = "crawled-db";
const UNREAD = { record: () => undefined };

/** A connection that a member may use and something of everything on it: no page is empty. */
export async function makePlaces(browser: Browser, world: World): Promise<Places> {
  const { admin, target, gateway } = world;
  // The provider brings the group with its first person.
  const sam = await signInByProvider(browser, gateway.url, "sam");
  await sam.context().close();
  await addConnection(admin, { name: CONNECTION, target, accessGroups: ["support"] });
  const run = await admin.run(CONNECTION, "SELECT * FROM customers LIMIT 500", UNREAD);
  await run.ended;
  // Before there is a rule that holds what it tries.
  const probe = await admin.mutate<{ id: string }>("probes.start", {
    ...{ connection: CONNECTION, columns: null, as: "anyone" },
  });
  const key = { name: "crawler", scopes: ["sessions:read"], isBound: true };
  await admin.mutate("apiKeys.create", { ...key, addresses: ["10.0.0.0/8"] });
  // Before the request, of which it is told.
  const integration = await anIntegration(admin);
  const request = await aRequest(admin);
  const subject = { kind: "connection", name: CONNECTION, periodDays: 30 };
  const review = await admin.mutate<{ id: string }>("reviews.start", subject);
  const rule = await addRule(admin, { approverGroups: ["admin"], connections: [CONNECTION] });
  return {
    connection: CONNECTION,
    session: run.sessionId,
    user: await idOf(admin, "users.list", { text: ADMIN.email }),
    group: await idOf(admin, "groups.list", { text: "admin" }),
    review: review.id,
    rule,
    guardrail: await aGuardrail(admin),
    masking: await aMaskingRule(admin),
    probe: probe.id,
    request,
    event: await idOf(admin, "audit.list", {}),
    integration,
  };
}

async function idOf(admin: GatewayClient, list: string, asked: object): Promise<string> {
  const { rows } = await admin.query<{ rows: readonly { id: string }[] }>(list, asked);
  return rows[0]?.id ?? "none";
}

async function anIntegration(admin: GatewayClient): Promise<string> {
  const { id } = await admin.mutate<{ id: string }>("integrations.create", {
    ...{ kind: "webhook", name: "crawled", enabled: true, everyRequest: false },
    settings: {
      ...{ url: "http://127.0.0.1:1/", events: ["request.created"], allowPrivateAddresses: true },
    },
  });
  return id;
}

/** In force nowhere: it is only looked at. */
async function aGuardrail(admin: GatewayClient): Promise<string> {
  const { id } = await admin.mutate<{ id: string }>("guardrails.create", {
    ...{ name: "crawled", description: "Looked at.", enabled: false, action: "block" },
    ...{ message: "Which rows?", scope: { connections: [CONNECTION], tags: [] } },
    criteria: [{ kind: "every-row" }, { kind: "relations", names: ["customers"], access: "any" }],
    examples: [{ statement: "delete from customers", expected: "block" }],
  });
  return id;
}

/** In force nowhere: it is only looked at. */
async function aMaskingRule(admin: GatewayClient): Promise<string> {
  const { id } = await admin.mutate<{ id: string }>("masking.create", {
    ...{ name: "crawled", description: "Looked at.", enabled: false },
    ...{ scope: { connections: [CONNECTION], tags: [] }, builtInColumns: "on" },
    columns: [{ schema: "public", table: "customers", column: "name", kind: "ssn" }],
    ...{ detectors: { ip: "off", email: "on" }, exemptGroups: ["admin"] },
  });
  return id;
}

/** A command of the admin's that waits for others. */
async function aRequest(admin: GatewayClient): Promise<string> {
  const rule = { name: "crawled", approverGroups: ["admin"], adminsApproveThemselves: false };
  await addRule(admin, { ...rule, connections: [CONNECTION] });
  await admin.run(CONNECTION, "DELETE FROM customers WHERE id = 1", UNREAD);
  const { rows } = await admin.query<{ rows: { id: string }[] }>("requests.list", {});
  return rows[0]?.id ?? "none";
}
