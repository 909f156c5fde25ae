import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { buildAgent } from "@/scripts/build-agent";
import { AgentRig, CANARY, until } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const KEY = "canary-agent-key";
let folder: string;
let file: string;
let target: PostgresTarget;
let rig: AgentRig;
let child: ChildProcess | null = null;
let said = "";

beforeAll(async () => {
  folder = mkdtempSync("/tmp/gatehouse-agent-"); // Nothing of ours is beside the file there.
  file = await buildAgent(path.join(folder, "gatehouse-agent.mjs"));
  target = await AgentRig.startTarget();
});
afterAll(async () => {
  await target.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  rig = new AgentRig(target);
  await rig.gateway.start();
  said = "";
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await rig.gateway.stop();
  expect(said).not.toMatch(/canary/);
});

function start(env: Record<string, string>, args: readonly string[] = []): ChildProcess {
  const started = spawn(process.execPath, [file, ...args], {
    cwd: folder,
    env: {
      NODE_ENV: "production",
      PATH: process.env["PATH"],
      GATEHOUSE_GATEWAY: rig.gateway.url,
      ...env,
    },
    stdio: ["pipe", "ignore", "pipe"],
  });
  started.stderr?.on("data", (bytes: Buffer) => {
    said += bytes.toString("utf8");
  });
  child = started;
  return started;
}

function exitOf(started: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => started.once("exit", resolve));
}

it("runs from one file, with its key from the environment, and masks", async () => {
  start({ GATEHOUSE_KEY: KEY });
  await rig.gateway.connected();
  expect(rig.gateway.hellos[0]?.key).toBe(KEY);
  expect(readFileSync(`/proc/${child?.pid}/cmdline`, "utf8")).not.toContain(KEY);
  const session = await rig.open("SELECT 'john.doe@example.com' AS note");
  expect(await session.ended()).toMatchObject({ state: "done", rows: 1 });
  expect(session.text()).toContain("[EMAIL]");
  expect(session.text()).not.toContain("john.doe");
});

it("takes its key from a file", async () => {
  const keyFile = path.join(folder, "key");
  writeFileSync(keyFile, `${KEY}\n`, { mode: 0o600 });
  start({ GATEHOUSE_KEY_FILE: keyFile });
  await rig.gateway.connected();
  expect(rig.gateway.hellos[0]?.key).toBe(KEY);
});

it("says what is missing and ends with 2, and takes no arguments", async () => {
  expect(await exitOf(start({}))).toBe(2);
  expect(said).toContain("GATEHOUSE_KEY");
  expect(await exitOf(start({ GATEHOUSE_KEY: KEY }, ["--key=x"]))).toBe(2);
  expect(await exitOf(start({ GATEHOUSE_KEY: KEY, GATEHOUSE_GATEWAY: "ftp://x" }))).toBe(2);
});

it("cancels in its target when it is told to stop", async () => {
  const started = start({ GATEHOUSE_KEY: KEY });
  await rig.gateway.connected();
  const session = await rig.open("SELECT pg_sleep(30)");
  await until(() => rig.running());
  const exit = exitOf(started);
  started.kill("SIGTERM");
  expect(await session.ended()).toMatchObject({ state: "ended", code: "AGENT.LOST" });
  expect(await exit).toBe(0);
  expect(rig.running()).toBe(false);
});

it("cancels in its target and ends when the gateway that started it dies", async () => {
  const started = start({ GATEHOUSE_KEY: KEY, GATEHOUSE_EMBEDDED: "1" });
  await rig.gateway.connected();
  await rig.open("SELECT pg_sleep(30)");
  await until(() => rig.running());
  const exit = exitOf(started);
  started.stdin?.destroy();
  expect(await exit).toBe(0);
  expect(rig.running()).toBe(false);
});

it("says why the gateway refuses it, and goes on trying", async () => {
  rig.gateway.refuseHello = "AGENT.KEY_UNKNOWN";
  const started = start({ GATEHOUSE_KEY: KEY });
  await until(() => said.includes("AGENT.KEY_UNKNOWN"));
  expect(said).toContain("Create a new key on the Agents page");
  expect(started.exitCode).toBeNull();
});

it("comes back by itself when the gateway was away", async () => {
  start({ GATEHOUSE_KEY: KEY });
  await rig.gateway.connected();
  const { port } = rig.gateway;
  await rig.gateway.stop();
  await until(() => said.includes("disconnected"));
  await rig.gateway.start(port);
  await rig.gateway.connected();
  expect(await (await rig.open("SELECT 1")).ended()).toMatchObject({ state: "done" });
});

it("keeps the target's password out of everything it says, whatever goes wrong", async () => {
  start({ GATEHOUSE_KEY: KEY, GATEHOUSE_LOG_LEVEL: "debug" });
  await rig.gateway.connected();
  for (const wish of [{}, { password: `wrong-${CANARY}` }]) {
    const session = await rig.open("SELECT 1/0", wish);
    await session.ended();
    expect(session.text()).not.toContain(CANARY);
  }
});
