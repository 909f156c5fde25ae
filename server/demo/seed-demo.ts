import { DEFAULT_LIMITS } from "@/domain/connections/connection";
import { invariant } from "@/domain/invariant";
import { recordAudit } from "../audit/record-audit";
import { insertWithAccess } from "../connections/create-connection";
import type { Deps } from "../deps";
import { createLocalUser } from "../people/create-local-user";
import { ensureGroup } from "../people/ensure-group";
import { hashPassword } from "../people/password";
import { say } from "../say";
import { type DemoCluster, SHOP_DATABASE, SHOP_ROLE, SOCKET_PORT } from "./demo-cluster";
import { DEMO_ACCESS_GROUPS, DEMO_CONNECTION, DEMO_PEOPLE, type DemoSignIn } from "./demo-people";
import { ensureShop } from "./shop-database";
import { embeddedAgentId, findDemoState, knownGroups, saveDemoHost, saveDemoState } from "./store";

const PASSWORD_CHARACTERS = 20;

export interface DemoHome {
  /** Starts a cluster for the demo alone when the store is an external server. */
  demoCluster(): Promise<DemoCluster>;
}

/** For the gateway's start: it goes on without a demo that cannot be made, and says why. */
export async function seedDemo(deps: Deps, home: DemoHome): Promise<readonly DemoSignIn[]> {
  try {
    return await makeDemo(deps, home);
  } catch (error) {
    deps.log.error({ err: error }, "the demo could not be made");
    say("demo: could not be made; the log says why, and the next start tries again");
    return [];
  }
}

/**
 * Makes the demo at the first start: the target, four people, their groups and the connection. Returns
 * the sign-ins then, and only then: the passwords are kept nowhere. A demo that was removed stays away,
 * one that was interrupted is made anew.
 */
export async function makeDemo(
  deps: Deps,
  home: DemoHome,
  options: { readonly customers?: number; readonly tell?: (line: string) => void } = {},
): Promise<readonly DemoSignIn[]> {
  const { tell = say, ...size } = options;
  const state = await findDemoState(deps.db.read);
  if (!deps.env.GATEHOUSE_DEMO || state.kind === "removed") return [];
  const cluster = await home.demoCluster();
  if (state.kind === "present") {
    await deps.db.transaction((tx) => saveDemoHost(tx, cluster.socketFolder));
    return [];
  }
  const startedAt = performance.now();
  const password = deps.newToken();
  await ensureShop(cluster, { password, tell, ...size });
  const signIns = await insertDemo(deps, { host: cluster.socketFolder, password });
  tell(`demo: ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return signIns;
}

interface Target {
  readonly host: string;
  readonly password: string;
}

/** People, groups, connection and the note that they exist: all of it or nothing. */
async function insertDemo(deps: Deps, target: Target): Promise<readonly DemoSignIn[]> {
  const people = await Promise.all(
    DEMO_PEOPLE.map(async (person) => {
      const password = deps.newToken().slice(0, PASSWORD_CHARACTERS);
      return { ...person, password, passwordHash: await hashPassword(password) };
    }),
  );
  const groups = [...new Set(DEMO_PEOPLE.flatMap((person) => person.groups))];
  await deps.db.transaction(async (tx) => {
    const agentId = await embeddedAgentId(tx);
    invariant(agentId !== null, "the embedded agent exists before the demo");
    const before = await knownGroups(tx, groups);
    for (const group of groups) await ensureGroup(tx, group);
    const userIds = [];
    for (const { name, email, passwordHash, groups } of people) {
      const user = await createLocalUser(tx, { actor: null, name, email, passwordHash, groups });
      userIds.push(user.id);
    }
    await insertWithAccess(deps, tx, demoConnection(agentId, target));
    const came = groups.filter((group) => !before.includes(group));
    await saveDemoState(tx, { kind: "present", userIds, groups: came });
    const after = { connection: DEMO_CONNECTION, people: people.map((person) => person.email) };
    await recordAudit(tx, { actor: null, event: "demo.created", subject: "demo", after });
  });
  return people.map(({ email, password }) => ({ email, password }));
}

function demoConnection(agentId: string, { host, password }: Target) {
  return {
    name: DEMO_CONNECTION,
    kind: "postgres" as const,
    description: "A shop with a million customers, none of whom exists.",
    settings: {
      ...{ host, port: SOCKET_PORT, database: SHOP_DATABASE, username: SHOP_ROLE },
      ...{ tls: "disable" as const, tlsAuthority: "" },
    },
    password,
    agentId,
    tags: { env: "demo" },
    accessGroups: DEMO_ACCESS_GROUPS,
    modes: ["runbooks" as const, "native" as const, "web" as const],
    readOnly: false,
    previewAllowed: true,
    limits: DEFAULT_LIMITS,
    demo: true,
  };
}
