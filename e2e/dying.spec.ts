import { expect } from "@playwright/test";
import { startGateway } from "@/testing/gateway";
import { addConnection, onlineAgent, setUpAdmin } from "@/testing/gateway-admin";
import { startPostgresTarget } from "@/testing/postgres-target";
import { childOf } from "@/testing/processes";
import { RefusedError } from "@/testing/refused-answer";
import { collect, type Detail, expectExplained, wordsOf } from "./collect";
import { test } from "./world";

test.describe("who dies in mid-query", () => {
  test.setTimeout(180_000);

  test("the agent: the session ends, says so, and the next one runs", async ({ world }) => {
    const run = await world.admin.run(world.connection, "SELECT pg_sleep(60) AS agent_dies", {
      record: () => undefined,
    });
    process.kill(childOf(world.gateway.pid, "gatehouse-agent"), "SIGKILL");
    expect(wordsOf(await run.ended)).toMatch(/AGENT\.LOST/);
    await expectExplained(world.admin, run.sessionId);
    await onlineAgent(world.admin);
    const { end } = await collect(world.admin, world.connection, "SELECT 1");
    expect(wordsOf(end)).toBe("done");
  });

  test("the target: the session ends and says so", async ({ world }) => {
    const run = await world.admin.run(world.connection, "SELECT pg_sleep(60) AS target_dies", {
      record: () => undefined,
    });
    const pid = `SELECT pid FROM pg_stat_activity WHERE query LIKE '%target_dies%' AND pid <> pg_backend_pid()`;
    await expect.poll(() => world.target.psql(pid)).not.toBe("");
    world.target.psql(`SELECT pg_terminate_backend((${pid}))`);
    expect(wordsOf(await run.ended)).toMatch(/TARGET\.(LOST|ERROR)/);
    await expectExplained(world.admin, run.sessionId);
  });

  test("the gateway: the session is closed as interrupted at the next start", async () => {
    const target = await startPostgresTarget();
    let gateway = await startGateway();
    const admin = await setUpAdmin(gateway);
    await addConnection(admin, { name: "kept-db", target });
    const run = await admin.run("kept-db", "SELECT pg_sleep(60) AS gateway_dies", {
      record: () => undefined,
    });
    await gateway.end("SIGKILL");
    expect((await run.ended).kind).toBe("cut");
    gateway = await gateway.again();
    await admin.connect();
    await expect
      .poll(async () => (await admin.query<Detail>("sessions.get", { id: run.sessionId })).state)
      .toBe("interrupted");
    const detail = await expectExplained(admin, run.sessionId);
    expect(detail.recording?.records).toBeGreaterThan(0);
    admin.close();
    await gateway.dispose();
    await target.stop();
  });

  test("an agent that is not there: nothing runs, and the refusal says how to start it", async ({
    world,
  }) => {
    const made = await world.admin.mutate<{ id: string }>("agents.create", {
      name: "never-started",
    });
    await addConnection(world.admin, { name: "no-agent", target: world.target, agentId: made.id });
    const outcome = collect(world.admin, "no-agent", "SELECT 1");
    const words = await outcome.then(
      ({ end }) => wordsOf(end),
      (error: unknown) => (error instanceof RefusedError ? error.refusal.code : String(error)),
    );
    expect(words).toContain("AGENT.OFFLINE");
  });
});
