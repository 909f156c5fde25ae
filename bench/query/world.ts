import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { CREATE_CUSTOMERS, CUSTOMER_COUNT, insertCustomers } from "@/server/demo/customers-sql";
import { type Gateway, startGateway } from "@/testing/gateway";
import { ADMIN, addConnection, onlineAgent, setUpAdmin } from "@/testing/gateway-admin";
import { type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { childOf } from "@/testing/processes";
import type { Job, JobAnswer } from "./client";
import type { Original } from "./leaks";

export const CONNECTION = "bench-target";
export const ALL_ROWS = "SELECT * FROM customers";
export const SIZES = [10_000, 100_000, CUSTOMER_COUNT] as const;
export const tableOf = (size: number) =>
  size === CUSTOMER_COUNT ? "customers" : `customers_${size}`;
const MASKED_COLUMNS = ["email", "phone", "ssn", "card_number", "iban", "last_ip"];
const JOB_MS_MAX = 180_000;

/** The servers of one run: a target with the million customers, a gateway with its agent. */
export interface BenchWorld {
  readonly target: PostgresTarget;
  readonly gateway: Gateway;
  readonly agentPid: number;
  /** How `pg` reaches the target directly. */
  readonly address: string;
  readonly originals: readonly Original[];
  stop(): Promise<void>;
}

export async function startWorld(): Promise<BenchWorld> {
  const target = await startPostgresTarget({
    // One scan starts where the table starts: the rows come in the same order for everybody.
    settings: { shared_buffers: "512MB", synchronize_seqscans: "off", max_parallel_workers: 0 },
  });
  makeCustomers(target);
  const { superuser, password, port } = target;
  const address = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;
  const gateway = await startGateway();
  const admin = await setUpAdmin(gateway);
  await addConnection(admin, { name: CONNECTION, target });
  await onlineAgent(admin);
  admin.close();
  return {
    target,
    gateway,
    agentPid: childOf(gateway.pid, "gatehouse-agent"),
    address,
    originals: await readOriginals(address),
    async stop() {
      await gateway.dispose();
      await target.stop();
    },
  };
}

function makeCustomers(target: PostgresTarget): void {
  target.psql(CREATE_CUSTOMERS);
  target.psql(insertCustomers(1, CUSTOMER_COUNT));
  for (const size of SIZES.filter((one) => one !== CUSTOMER_COUNT)) {
    target.psql(`CREATE TABLE ${tableOf(size)} AS SELECT * FROM customers WHERE id <= ${size}`);
  }
  target.psql("VACUUM ANALYZE");
}

/** Enough rows to meet those that the client keeps: the table's first, middle and last ones. */
async function readOriginals(address: string): Promise<Original[]> {
  const client = new pg.Client(address);
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(
    `SELECT id::text, ${MASKED_COLUMNS.join(", ")} FROM customers WHERE id % 10 = 0`,
  );
  await client.end();
  return rows.map((row) => ({
    id: row["id"] ?? "",
    values: MASKED_COLUMNS.map((column) => row[column] ?? ""),
  }));
}

/** A client process that is given one job at a time. */
export class BenchClient {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(gateway: Gateway): Promise<BenchClient> {
    const child = fork("bench/query/client.ts", { execArgv: ["--import", "tsx"] });
    await once(child, "spawn");
    const client = new BenchClient(child);
    await client.do({
      kind: "sign-in",
      url: gateway.url,
      email: ADMIN.email,
      password: ADMIN.password,
    });
    return client;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  do(job: Job): Promise<JobAnswer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${job.kind}: too slow`)), JOB_MS_MAX);
      const gone = (code: number | null) => reject(new Error(`client ended with ${code}`));
      this.#child.once("exit", gone);
      this.#child.once("message", (said: { ok: boolean; answer: JobAnswer; error: string }) => {
        clearTimeout(timer);
        this.#child.off("exit", gone);
        if (said.ok) resolve(said.answer);
        else reject(new Error(said.error));
      });
      this.#child.send(job);
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }
}

/** `psql -At` over TCP, as anybody would run it; the rows go nowhere. Milliseconds until it ends. */
export async function timePsql(target: PostgresTarget, sql: string): Promise<number> {
  const started = performance.now();
  const child = spawn(
    "psql",
    ["-X", "-At", "-h", "127.0.0.1", "-p", String(target.port), "-U", target.superuser].concat([
      "-d",
      "postgres",
      "-c",
      sql,
    ]),
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, PGPASSWORD: target.password },
    },
  );
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`psql ended with ${code}`);
  return performance.now() - started;
}
