import type { RuleDraft } from "../domain/requests/describe-rule";
import type { Gateway } from "./gateway";
import { GatewayClient } from "./gateway-client";
import type { PostgresTarget } from "./postgres-target";
import { aRule } from "./rules";

export const ADMIN = {
  name: "Ada Admin",
  email: "ada.admin@example.test",
  password: "a long enough password 1",
} as const;

/** Uses the one-time set-up link as its page does, and signs the first admin in. */
export async function setUpAdmin(gateway: Gateway): Promise<GatewayClient> {
  const token = new URL(gateway.setupLink ?? "").searchParams.get("token");
  const answer = await fetch(`${gateway.url}/api/trpc/setup.createFirstAdmin`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: gateway.url },
    body: JSON.stringify({ json: { token, ...ADMIN } }),
  });
  if (!answer.ok) throw new Error(`set-up: ${answer.status} ${await answer.text()}`);
  return await GatewayClient.signIn(gateway.url, ADMIN.email, ADMIN.password);
}

interface AgentRow {
  readonly id: string;
  readonly embedded: boolean;
  readonly online: boolean;
}

/** The embedded agent, once it is online. */
export async function onlineAgent(admin: GatewayClient, msMax = 30_000): Promise<AgentRow> {
  const deadline = Date.now() + msMax;
  for (;;) {
    const { rows } = await admin.query<{ rows: AgentRow[] }>("agents.list");
    const found = rows.find((agent) => agent.embedded && agent.online);
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error("the embedded agent is not online");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export interface ConnectionChoice {
  readonly name: string;
  readonly target: Pick<PostgresTarget, "host" | "port" | "superuser" | "password">;
  readonly settings?: Readonly<Record<string, string | number>>;
  readonly limits?: Readonly<Record<string, number>>;
  readonly accessGroups?: readonly string[];
  readonly agentId?: string;
  readonly password?: string;
  readonly readOnly?: boolean;
  readonly previewAllowed?: boolean;
}

/** The form of a connection to a target, as the page sends it. */
export async function addConnection(admin: GatewayClient, choice: ConnectionChoice): Promise<void> {
  const { target } = choice;
  await admin.mutate("connections.create", {
    name: choice.name,
    kind: "postgres",
    description: "",
    settings: {
      host: target.host,
      port: target.port,
      database: "postgres",
      username: target.superuser,
      tls: "disable",
      tlsAuthority: "",
      ...choice.settings,
    },
    password: choice.password ?? target.password,
    agentId: choice.agentId ?? (await onlineAgent(admin)).id,
    tags: {},
    accessGroups: choice.accessGroups ?? [],
    modes: ["web"],
    readOnly: choice.readOnly ?? false,
    previewAllowed: choice.previewAllowed ?? false,
    limits: {
      rowsMax: 5_000_000,
      bytesMax: 4 * 1024 ** 3,
      durationSecondsMax: 600,
      ...choice.limits,
    },
  });
}

/** A rule over connections by name; what is left out is as in `aRule`. */
export interface RuleChoice extends Partial<Omit<RuleDraft, "scope">> {
  readonly connections: readonly string[];
}

/** A rule as the page of access rules sends it; asked of the next command at this gateway. */
export async function addRule(
  admin: GatewayClient,
  { connections, ...rule }: RuleChoice,
): Promise<string> {
  const scope = { connections, tags: [] };
  const form = { ...aRule({ ...rule, scope }), description: "" };
  return (await admin.mutate<{ id: string }>("accessRules.create", form)).id;
}
