import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import { Server } from "socket.io";
import type { Actor, SignInId } from "../domain/people/user";
import { attachAgentSocket } from "../server/agents/agent-socket";
import { ensureEmbeddedAgent } from "../server/agents/ensure-embedded-agent";
import { socketOptions } from "../server/agents/socket-options";
import { COOKIE_SECRET_USE } from "../server/auth/actor-from-cookie";
import { actorOfSignIn } from "../server/auth/actor-of-sign-in";
import { beginSignIn, type SignInStart } from "../server/auth/begin-sign-in";
import { signInCookieName } from "../server/auth/cookie";
import { createConnection } from "../server/connections/create-connection";
import type { ConnectionForm } from "../server/connections/form";
import type { Deps } from "../server/deps";
import { ensureGroup } from "../server/people/ensure-group";
import { hearOfRequests } from "../server/requests/hear-of-requests";
import { attachWebSocket } from "../server/sessions/web-socket";
import { type TestDeps, testDeps } from "./deps";
import { GatewayClient } from "./gateway-client";
import { aLocalPerson } from "./people";
import { ScriptedAgent } from "./scripted-agent";
import { freshStore } from "./store";

export const TARGET_PASSWORD = "canary-target-password";

export interface Person {
  readonly actor: Actor & { readonly signInId: SignInId };
  readonly origin: string;
  readonly cookie: { readonly name: string; readonly value: string };
}

/** Everything between a page and an agent, real, in this process; the test plays both ends. */
export interface PipelineRig {
  readonly deps: TestDeps;
  readonly url: string;
  /** The store itself, as its superuser. */
  readonly storeUrl: string;
  readonly agentId: string;
  readonly agentKey: string;
  person(...groups: string[]): Promise<Person>;
  connection(change?: Partial<ConnectionForm>): Promise<ConnectionForm>;
  agent(): Promise<ScriptedAgent>;
  page(person: Person): Promise<GatewayClient>;
  close(): Promise<void>;
}

export async function pipelineRig(): Promise<PipelineRig> {
  const store = await freshStore();
  const deps = testDeps({ db: store.db });
  hearOfRequests(deps);
  const server = createServer();
  const io = new Server(server, socketOptions);
  attachAgentSocket(deps, io);
  attachWebSocket(deps, io);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { id: agentId, key: agentKey } = await ensureEmbeddedAgent(deps);
  const admin = await personOf(deps, "rig-admin", ["admin"]);
  const open: { close(): void }[] = [];
  let count = 0;

  return {
    ...{ deps, url, agentId, agentKey, storeUrl: store.rootUrl },
    person(...groups) {
      count += 1;
      return personOf(deps, `person${count}`, groups);
    },
    async connection(change = {}) {
      count += 1;
      const form: ConnectionForm = {
        ...{ name: `shop-${count}`, kind: "postgres", description: "", agentId, tags: {} },
        settings: {
          ...{ host: "db.internal", port: 5432, database: "shop", username: "app" },
          ...{ tls: "disable", tlsAuthority: "" },
        },
        ...{ password: TARGET_PASSWORD, accessGroups: ["support"], modes: ["web"] },
        readOnly: false,
        previewAllowed: false,
        limits: { rowsMax: 1_000, bytesMax: 1_000_000, durationSecondsMax: 60 },
        ...change,
      };
      await deps.db.transaction(async (tx) => {
        for (const group of form.accessGroups) await ensureGroup(tx, group);
      });
      await createConnection(deps, admin, form);
      return form;
    },
    async agent() {
      const agent = new ScriptedAgent(url, agentKey);
      open.push(agent);
      const refused = await agent.connected();
      if (refused !== null) throw new Error(refused);
      return agent;
    },
    async page({ cookie }) {
      const page = await GatewayClient.withCookies(url, [cookie]);
      open.push(page);
      return page;
    },
    async close() {
      for (const one of open) one.close();
      await Promise.all(deps.live.all().map((live) => live.interrupt("The test is over.")));
      await io.close();
      await deps.recordings.closeAll();
      deps.dispose();
      await store.close();
    },
  };
}

async function personOf(deps: TestDeps, name: string, groups: readonly string[]): Promise<Person> {
  const signInId = await signInOf(deps, { ...(await aLocalPerson(deps, name, ...groups)), name });
  const actor = await actorOfSignIn(deps, signInId);
  if (actor === null) throw new Error(`${name} is not signed in`);
  return {
    actor: { ...actor, signInId },
    origin: "10.0.0.1 test",
    cookie: await cookieOf(deps, signInId),
  };
}

/** One more sign-in of a person, as if from another browser. */
export async function signInOf(deps: Deps, user: SignInStart["user"]): Promise<SignInId> {
  return await deps.db.transaction((tx) =>
    beginSignIn(deps, tx, {
      ...{ user, method: "local", tokens: null },
      origin: { address: "10.0.0.1", userAgent: "test" },
    }),
  );
}

async function cookieOf(deps: TestDeps, sid: SignInId): Promise<Person["cookie"]> {
  const secret = deps.secrets.derive(COOKIE_SECRET_USE);
  return { name: signInCookieName(deps.env), value: await encode({ token: { sid }, secret }) };
}
