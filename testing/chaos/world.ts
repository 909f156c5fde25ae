import { type Gateway, startGateway } from "../gateway";
import { ADMIN, addConnection, onlineAgent, setUpAdmin } from "../gateway-admin";
import { GatewayClient } from "../gateway-client";
import { type PostgresTarget, startPostgresTarget } from "../postgres-target";
import { childOf } from "../processes";
import type { Random } from "../seeded-random";
import { CONNECTION } from "./load";
import { PEOPLE_SQL } from "./people";

export const VICTIMS = ["gateway", "agent", "backend", "postmaster"] as const;
export type Victim = (typeof VICTIMS)[number];

const BACK_MS_MAX = 30_000;

/** A gateway with its agent, a target, an admin: everything that a round may kill and must get back. */
export class World {
  readonly target: PostgresTarget;
  #gateway: Gateway;
  #admin: GatewayClient;

  private constructor(target: PostgresTarget, gateway: Gateway, admin: GatewayClient) {
    this.target = target;
    this.#gateway = gateway;
    this.#admin = admin;
  }

  static async start(): Promise<World> {
    const target = await startPostgresTarget();
    target.psql(PEOPLE_SQL);
    const gateway = await startGateway();
    const admin = await setUpAdmin(gateway);
    await addConnection(admin, { name: CONNECTION, target });
    return new World(target, gateway, admin);
  }

  get admin(): GatewayClient {
    return this.#admin;
  }

  get gateway(): Gateway {
    return this.#gateway;
  }

  signIn(): Promise<GatewayClient> {
    return GatewayClient.signIn(this.#gateway.url, ADMIN.email, ADMIN.password);
  }

  async kill(victim: Victim, random: Random): Promise<void> {
    switch (victim) {
      case "gateway":
        await this.#gateway.end("SIGKILL");
        return;
      case "agent":
        process.kill(childOf(this.#gateway.pid, "gatehouse-agent"), "SIGKILL");
        return;
      case "backend":
        this.#killBackend(random);
        return;
      case "postmaster":
        await this.target.restart();
        return;
    }
  }

  /** Everything runs again and the admin is connected to it. */
  async recover(victim: Victim): Promise<void> {
    this.#admin.close();
    if (victim === "gateway") this.#gateway = await this.#gateway.again();
    this.#admin = await this.signIn();
    await onlineAgent(this.#admin, BACK_MS_MAX);
    await this.#untilTargetAnswers();
  }

  async stop(): Promise<void> {
    this.#admin.close();
    await this.#gateway.dispose();
    await this.target.stop();
  }

  /** SIGKILL of one backend makes the postmaster end all others and recover from its log. */
  #killBackend(random: Random): void {
    const pids = this.target
      .psql(
        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
      )
      .split("\n")
      .filter(Boolean);
    if (pids.length > 0) process.kill(Number(random.pick(pids)), "SIGKILL");
  }

  async #untilTargetAnswers(): Promise<void> {
    const deadline = Date.now() + BACK_MS_MAX;
    for (;;) {
      try {
        this.target.psql("SELECT 1");
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}
