import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type Gateway, startGateway } from "../gateway";
import { ADMIN, addConnection, addRule, setUpAdmin } from "../gateway-admin";
import { GatewayClient } from "../gateway-client";
import { type PostgresTarget, startPostgresTarget } from "../postgres-target";

const GROUPS = ["dba", "security"] as const;
export const CONNECTION = "race-target";
const PASSWORD = "a long enough password 2";
const READY_MS_MAX = 30_000;

/** A person with a client at each gateway: what they do may go through either. */
export interface RacePerson {
  readonly email: string;
  readonly at: GatewayClient[];
}

/** Two gateways on one store, an agent at the first, a target, a rule over it, and people. */
export class RaceWorld {
  readonly target: PostgresTarget;
  readonly gateways: Gateway[];
  readonly #store: PostgresTarget;
  #agent: ChildProcess | null = null;
  #agentKey = "";
  admin!: GatewayClient;

  private constructor(store: PostgresTarget, target: PostgresTarget, gateways: Gateway[]) {
    this.#store = store;
    this.target = target;
    this.gateways = gateways;
  }

  static async start(): Promise<RaceWorld> {
    const store = await startPostgresTarget();
    const target = await startPostgresTarget();
    target.psql("CREATE TABLE marks (mark text NOT NULL)");
    const { superuser, password, host, port } = store;
    const env = {
      DATABASE_URL: `postgres://${superuser}:${password}@${host}:${port}/postgres`,
      GATEHOUSE_MASTER_KEY: randomBytes(32).toString("base64"),
    };
    const first = await startGateway({ env });
    const world = new RaceWorld(store, target, [first]);
    world.admin = await setUpAdmin(first);
    world.gateways.push(await startGateway({ env }));
    await world.#prepare();
    return world;
  }

  async #prepare(): Promise<void> {
    const { admin, target } = this;
    const agent = await admin.mutate<{ id: string; key: string }>("agents.create", {
      name: "race",
    });
    this.#agentKey = agent.key;
    this.startAgent();
    for (const name of [...GROUPS, "support"]) await admin.mutate("groups.create", { name });
    const accessGroups = ["support"];
    await addConnection(admin, { name: CONNECTION, target, agentId: agent.id, accessGroups });
  }

  /** After there is somebody who can satisfy it. */
  async guard(): Promise<void> {
    await addRule(this.admin, {
      ...{ commands: "writes", approverGroups: [...GROUPS], connections: [CONNECTION] },
    });
  }

  async person(name: string, groups: readonly string[]): Promise<RacePerson> {
    const email = `${name}@corp.test`;
    const { link } = await this.admin.mutate<{ link: { url: string } }>("users.create", {
      ...{ name, email, source: "local", groups },
    });
    const token = new URL(link.url).searchParams.get("token");
    await this.admin.mutate("people.setPassword", { token, password: PASSWORD });
    return { email, at: await this.signIn(email) };
  }

  /** At each gateway that is up. */
  async signIn(email: string): Promise<GatewayClient[]> {
    const password = email === ADMIN.email ? ADMIN.password : PASSWORD;
    return await Promise.all(
      this.gateways.map(({ url }) => GatewayClient.signIn(url, email, password)),
    );
  }

  startAgent(): void {
    this.#agent = spawn(process.execPath, ["dist/gatehouse-agent.mjs"], {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...{ PATH: process.env["PATH"], NODE_ENV: "production" },
        ...{ GATEHOUSE_KEY: this.#agentKey, GATEHOUSE_GATEWAY: this.gateways[0]?.url },
      },
    });
  }

  async agentOnline(): Promise<void> {
    const deadline = Date.now() + READY_MS_MAX;
    for (;;) {
      const { rows } = await this.admin.query<{ rows: { name: string; online: boolean }[] }>(
        "agents.list",
      );
      if (rows.some(({ name, online }) => name === "race" && online)) return;
      if (Date.now() > deadline) throw new Error("the agent is not online");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGKILL, then the same data on the same port. Everybody must sign in anew to it. */
  async killAndRestart(which: number): Promise<void> {
    const gateway = this.gateways[which];
    if (gateway === undefined) return;
    await gateway.end("SIGKILL");
    this.gateways[which] = await gateway.again();
    if (which !== 0) return;
    this.admin.close();
    this.admin = await GatewayClient.signIn(
      ...([this.gateways[0]?.url ?? "", ADMIN.email, ADMIN.password] as const),
    );
  }

  /** How often each mark was written: what the target holds is what ran. */
  marks(): ReadonlyMap<string, number> {
    const lines = this.target.psql("SELECT mark || ' ' || count(*) FROM marks GROUP BY mark");
    return new Map(
      lines
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split(" "))
        .map(([mark, count]) => [mark ?? "", Number(count)] as const),
    );
  }

  /** Each request's state and votes, as the store holds them. */
  requests(): readonly { id: string; state: string; command: string; votes: number }[] {
    const rows = this.#store.psql(
      `SELECT json_agg(json_build_object('id', r.id, 'state', r.state, 'command', r.command,
        'votes', (SELECT count(*) FROM access_vote v WHERE v."requestId" = r.id))) FROM access_request r`,
    );
    return rows.trim() === "" ? [] : JSON.parse(rows);
  }

  openSessions(): number {
    return Number(
      this.#store.psql(`SELECT count(*) FROM session s WHERE s."endedAt" IS NULL AND NOT EXISTS (
        SELECT FROM access_request r WHERE r."sessionId" = s.id
          AND r.state IN ('pending', 'proposed', 'approved'))`),
    );
  }

  deadlocks(): number {
    return Number(
      this.#store.psql("SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'"),
    );
  }

  async stop(): Promise<void> {
    this.admin.close();
    if (this.#agent !== null && this.#agent.exitCode === null) {
      this.#agent.kill("SIGKILL");
      await once(this.#agent, "exit");
    }
    for (const gateway of this.gateways) await gateway.dispose();
    await this.target.stop();
    await this.#store.stop();
  }
}
