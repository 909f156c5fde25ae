import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { type Gateway, startGateway } from "@/testing/gateway";
import { ADMIN, addConnection, setUpAdmin } from "@/testing/gateway-admin";
import type { GatewayClient } from "@/testing/gateway-client";
import { type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { signInLocally } from "./people";

let gateway: Gateway;
let target: PostgresTarget;
let admin: GatewayClient;
const home = mkdtempSync("/tmp/gatehouse-agent-home-");
const started = new Set<ChildProcess>();

test.beforeAll(async () => {
  test.setTimeout(120_000);
  target = await startPostgresTarget();
  gateway = await startGateway();
  admin = await setUpAdmin(gateway);
});
test.afterAll(async () => {
  for (const child of started) endGroup(child);
  admin?.close();
  await gateway?.dispose();
  await target?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Runs the lines the page shows, as somebody who pastes them into a shell. */
function paste(command: string): ChildProcess {
  const child = spawn("bash", ["-c", command], {
    stdio: "ignore",
    detached: true,
    env: { NODE_ENV: "production", PATH: process.env["PATH"], HOME: home },
  });
  started.add(child);
  return child;
}

function endGroup(child: ChildProcess): void {
  try {
    process.kill(-(child.pid ?? 0), "SIGKILL");
  } catch {
    // It has ended.
  }
}

async function untilOnline(name: string, online: boolean): Promise<string> {
  let id = "";
  await expect
    .poll(
      async () => {
        const { rows } = await admin.query<{
          rows: { id: string; name: string; online: boolean }[];
        }>("agents.list");
        const found = rows.find((agent) => agent.name === name);
        id = found?.id ?? "";
        return found?.online;
      },
      { timeout: 30_000 },
    )
    .toBe(online);
  return id;
}

async function answer(connection: string): Promise<string> {
  const run = await admin.run(connection, "SELECT 1", { record: () => undefined });
  const ended = await run.ended;
  return ended.kind === "over" ? ended.end.state : ended.kind;
}

test("an agent starts elsewhere with the shown command and survives restarts of either side", async ({
  page,
}) => {
  test.setTimeout(180_000);
  let command = "";
  await test.step("the page shows a key once, a command and a unit", async () => {
    await signInLocally(page, gateway.url, ADMIN);
    await page.goto(`${gateway.url}/agents`);
    await page.getByRole("button", { name: "New agent" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("far-away");
    await dialog.getByRole("button", { name: "Create agent" }).click();
    const shown = page.getByRole("dialog", { name: "Start far-away" });
    await expect(shown).toContainText("systemd");
    const blocks = await shown.locator("pre, code").allInnerTexts();
    command = blocks.find((text) => text.includes("curl")) ?? "";
    expect(command).toContain("gatehouse-agent.mjs");
    await shown.getByRole("button", { name: "I have kept the key" }).click();
    await page.reload();
    expect(await page.content()).not.toContain(
      /GATEHOUSE_KEY=(\S+)/.exec(command)?.[1] ?? "no key",
    );
  });

  let child = paste(command);
  await test.step("it dials out and the page shows it online", async () => {
    const id = await untilOnline("far-away", true);
    await addConnection(admin, { name: "by-far-agent", target, agentId: id });
    expect(await answer("by-far-agent")).toBe("done");
    await expect(page.getByRole("row", { name: /far-away/ })).toContainText(/online/i);
  });

  await test.step("the key is in no argument list and its file is closed to others", async () => {
    const key = /GATEHOUSE_KEY=(\S+)/.exec(command)?.[1] ?? "";
    const file = path.join(home, "gatehouse-agent/agent.env");
    expect(readFileSync(file, "utf8")).toContain(key);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  await test.step("it comes back after a kill of its own", async () => {
    endGroup(child);
    await untilOnline("far-away", false);
    child = paste(
      "cd ~/gatehouse-agent && set -a && . ./agent.env && set +a && node gatehouse-agent.mjs",
    );
    await untilOnline("far-away", true);
    expect(await answer("by-far-agent")).toBe("done");
  });

  await test.step("it comes back after a kill of the gateway", async () => {
    await gateway.end("SIGKILL");
    gateway = await gateway.again();
    await admin.connect();
    await untilOnline("far-away", true);
    expect(await answer("by-far-agent")).toBe("done");
  });

  await test.step("a rotated key shuts the old agent out", async () => {
    const id = await untilOnline("far-away", true);
    await admin.mutate("agents.rotateKey", { id });
    await untilOnline("far-away", false);
  });
});
