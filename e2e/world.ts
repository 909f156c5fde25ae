import { test as base } from "@playwright/test";
import { PEOPLE_SQL } from "@/testing/chaos/people";
import { type Gateway, startGateway } from "@/testing/gateway";
import { ADMIN, addConnection, setUpAdmin } from "@/testing/gateway-admin";
import { GatewayClient } from "@/testing/gateway-client";
import { startOidcProvider, type TestProvider } from "@/testing/oidc-provider";
import { freePort, type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import type { Places } from "./every-page";
import { PEOPLE } from "./people";
import { makePlaces } from "./places";

/** One gateway for all tests of a worker, with an admin, a target and a connection to it. */
export interface World {
  readonly gateway: Gateway;
  readonly target: PostgresTarget;
  readonly provider: TestProvider;
  readonly admin: GatewayClient;
  readonly connection: string;
  /** The admin at a second browser. */
  second(): Promise<GatewayClient>;
}

export const CONNECTION = "orders-db";

interface WorkerFixtures {
  readonly world: World;
  /** Something of everything, for whoever looks at every page; made for the first who asks. */
  readonly places: Places;
  /** How long a person stays as the provider last said; `test.use` gives a world of its own. */
  readonly accessTokenSeconds: number;
}

interface TestFixtures {
  /** What a test opened goes with it: a page that stays goes on asking, beside all that come after. */
  readonly leavesNothingOpen: undefined;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  accessTokenSeconds: [300, { option: true, scope: "worker" }],
  world: [
    async ({ accessTokenSeconds }, use) => {
      const port = await freePort();
      const gatewayUrl = `http://localhost:${port}`;
      const provider = await startOidcProvider({ gatewayUrl, people: PEOPLE, accessTokenSeconds });
      const target = await startPostgresTarget();
      target.psql(PEOPLE_SQL);
      const gateway = await startGateway({ port, env: provider.settings });
      const admin = await setUpAdmin(gateway);
      await addConnection(admin, { name: CONNECTION, target, limits: { durationSecondsMax: 120 } });
      const second = () => GatewayClient.signIn(gateway.url, ADMIN.email, ADMIN.password);
      await use({ gateway, target, provider, admin, connection: CONNECTION, second });
      admin.close();
      await gateway.dispose();
      await target.stop();
      await provider.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  places: [
    async ({ browser, world }, use) => await use(await makePlaces(browser, world)),
    { scope: "worker", timeout: 120_000 },
  ],
  leavesNothingOpen: [
    async ({ browser }, use) => {
      const before = new Set(browser.contexts());
      await use(undefined);
      const opened = browser.contexts().filter((context) => !before.has(context));
      for (const context of opened) await context.close();
    },
    { auto: true },
  ],
});
