import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";

const log = pino({ level: "silent" });
let folder: string;
let running: EmbeddedPostgres[];
let children: ChildProcess[];
/** Servers of gateways that the test killed or never asked to stop. */
let postmasters: number[];

beforeEach(() => {
  folder = mkdtempSync(path.join("/tmp", "gatehouse-pg-"));
  running = [];
  children = [];
  postmasters = [];
});
afterEach(async () => {
  for (const child of children) killGroup(child);
  for (const pid of postmasters) if (isAlive(pid)) process.kill(pid, "SIGQUIT");
  for (const cluster of running) await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start({ durable = false } = {}): Promise<EmbeddedPostgres> {
  const cluster = await startEmbeddedPostgres({ folder, log, durable });
  running.push(cluster);
  return cluster;
}

async function ask(cluster: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client(cluster.rootUrl("postgres"));
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the cluster in another process; answers with that process and the postmaster's id. */
async function startElsewhere(): Promise<{ gateway: ChildProcess; postmaster: number }> {
  const gateway = spawn("node_modules/.bin/tsx", ["testing/hold-postgres.ts", folder], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  children.push(gateway);
  const [line] = gateway.stdout === null ? [] : await once(gateway.stdout, "data");
  const postmaster = Number(JSON.parse(String(line)).pid);
  postmasters.push(postmaster);
  return { gateway, postmaster };
}

/** The runner is a parent with a child: the whole group ends, as a gateway would. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
}

function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.[0] !== "Z";
  } catch {
    return false;
  }
}

describe("the first start", () => {
  it("makes a cluster with checksums, no port and its own user", async () => {
    const cluster = await start({ durable: true });
    const settings = await ask(
      cluster,
      "SELECT name, setting FROM pg_settings WHERE name IN ('data_checksums','listen_addresses','fsync') ORDER BY name",
    );
    expect(settings).toEqual([
      { name: "data_checksums", setting: "on" },
      { name: "fsync", setting: "on" },
      { name: "listen_addresses", setting: "" },
    ]);
    if (process.getuid?.() === 0) {
      expect(statSync(`/proc/${cluster.pid()}`).uid).not.toBe(0);
    }
  });

  it("keeps its passwords in a file that only the gateway may read", async () => {
    await start();
    const found = statSync(path.join(folder, "postgres.passwords"));
    expect(found.mode & 0o777).toBe(0o600);
    expect(found.uid).toBe(process.getuid?.());
  });

  it("asks for a password even on its socket", async () => {
    const cluster = await start();
    const url = new URL(cluster.rootUrl("postgres"));
    url.password = "wrong";
    const client = new pg.Client(url.toString());
    await expect(client.connect()).rejects.toThrow("password authentication failed");
    const without = new pg.Client({ host: cluster.socketFolder, user: "gatehouse_root" });
    await expect(without.connect()).rejects.toThrow();
    const methods = await ask(cluster, "SELECT DISTINCT auth_method FROM pg_hba_file_rules");
    expect(methods).toEqual([{ auth_method: "scram-sha-256" }]);
  });

  it("begins anew after an initdb that was interrupted", async () => {
    const half = path.join(folder, "postgres", "pgdata.draft");
    await (await start()).stop();
    rmSync(path.join(folder, "postgres", "pgdata"), { recursive: true });
    writeFileSync(half, "not a folder");
    expect(await ask(await start(), "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("a later start", () => {
  it("finds what was written before", async () => {
    const first = await start();
    await ask(first, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();
    expect(await ask(await start(), "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  });

  it("refuses without the password file, and says what to restore", async () => {
    await (await start()).stop();
    rmSync(path.join(folder, "postgres.passwords"));
    await expect(start()).rejects.toThrow("Restore it from a backup");
  });

  it("refuses data of another major version", async () => {
    await (await start()).stop();
    writeFileSync(path.join(folder, "postgres", "pgdata", "PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow("was written by PostgreSQL 17");
  });
});

describe("a second gateway on the same folder", () => {
  it("is refused and told who is there", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(`Another gateway (process ${process.pid})`);
    expect(await ask(first, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("is refused when the first is another process, whose PostgreSQL goes on", async () => {
    const { postmaster } = await startElsewhere();
    await expect(start()).rejects.toThrow("Another gateway");
    expect(isAlive(postmaster)).toBe(true);
  });
});

describe("after a kill", () => {
  it("stops the PostgreSQL that the dead gateway left, and starts its own", async () => {
    const { gateway, postmaster } = await startElsewhere();
    killGroup(gateway);
    await once(gateway, "exit");
    expect(isAlive(postmaster)).toBe(true);
    const cluster = await start();
    expect(isAlive(postmaster)).toBe(false);
    expect(await ask(cluster, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("leaves a stranger alone who has the dead postmaster's number", async () => {
    await (await start()).stop();
    const stranger = spawn("sleep", ["60"], { stdio: "ignore", detached: true });
    children.push(stranger);
    const pidFile = path.join(folder, "postgres", "pgdata", "postmaster.pid");
    // PostgreSQL itself refuses while a process has the number in its file, as it does not know whose
    // it is; the number of a process of another user it takes for free.
    writeFileSync(pidFile, `${stranger.pid}\n`);
    await Promise.allSettled([start()]);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
  });

  it("loses no acknowledged commit when PostgreSQL is killed under load, and is back by itself", async () => {
    const cluster = await start({ durable: true });
    await ask(cluster, "CREATE TABLE ledger (id int PRIMARY KEY)");
    for (let round = 0; round < 3; round += 1) {
      const acknowledged = await writeUntilKilled(cluster, round * 100_000);
      expect(acknowledged.length).toBeGreaterThan(0);
      const kept = await askWhenBack(cluster, "SELECT id FROM ledger");
      const ids = new Set(kept.map((row) => (row as { id: number }).id));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    }
  });
});

const WRITE_MS = 150;

async function writeUntilKilled(cluster: EmbeddedPostgres, from: number): Promise<number[]> {
  const acknowledged: number[] = [];
  const client = new pg.Client(cluster.rootUrl("postgres"));
  client.on("error", () => undefined); // It is killed on purpose.
  await client.connect();
  const timer = setTimeout(() => process.kill(cluster.pid() ?? 0, "SIGKILL"), WRITE_MS);
  try {
    for (let id = from; ; id += 1) {
      await client.query("INSERT INTO ledger VALUES ($1)", [id]);
      acknowledged.push(id);
    }
  } catch {
    clearTimeout(timer);
    return acknowledged;
  }
}

async function askWhenBack(cluster: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await ask(cluster, sql);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}
