import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sealTo as sealFor } from "@/protocol/seal";
import { LINK_LIMITS } from "@/protocol/version";
import { AgentRig, CANARY, until } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
});
afterAll(() => target.stop());
beforeEach(async () => {
  rig = new AgentRig(target);
  await rig.start();
});
afterEach(async () => {
  await rig.stop();
  expect(rig.logged.join("")).not.toContain(CANARY);
});

describe("a gateway that gives no credit", () => {
  beforeEach(() => {
    rig.gateway.generous = false;
  });
  const big = "SELECT i, repeat('x', 200) FROM generate_series(1, 2000000) i";

  it("stops the frames at its word and pauses the cursor in the database", async () => {
    const session = await rig.open(big, { upTo: 3 });
    await session.until(({ received }) => received === 3);
    await until(() => rig.waitEvent() === "ClientWrite");
    const before = process.memoryUsage().rss;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([rig.waitEvent(), session.received, session.beyondCredit]).toEqual([
      "ClientWrite",
      3,
      null,
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(16 * 1024 * 1024);
    rig.gateway.credit(rig.idOf(session), 5);
    await session.until(({ received }) => received === 5);
    rig.gateway.cancel(rig.idOf(session));
    expect(await session.ended()).toMatchObject({ state: "cancelled", code: "SESSION.CANCELLED" });
    await until(() => !rig.running());
  });
  it("can still cancel: the statement stops in the database", async () => {
    const session = await rig.open(big, { upTo: 1 });
    await until(() => rig.waitEvent() === "ClientWrite");
    rig.gateway.cancel(rig.idOf(session));
    expect((await session.ended()).state).toBe("cancelled");
    await until(() => !rig.running());
  });
});

describe("a link that is lost", () => {
  it("resumes where it was: no frame lost, none twice, none out of order", async () => {
    const session = await rig.open("SELECT i, md5(i::text) FROM generate_series(1, 300000) i");
    session.keepFrames = false;
    for (let cuts = 0; cuts < 4; cuts += 1) {
      const from = session.received;
      await session.until(({ received, end }) => received > from + 3 || end !== null);
      if (session.end !== null) break;
      rig.gateway.cut();
      await rig.gateway.connected();
    }
    expect(await session.ended()).toMatchObject({ state: "done", rows: 300_000 });
    expect(session.rows).toBe(300_000);
    expect(rig.gateway.resumes.length).toBeGreaterThan(2);
  });
  it("is followed by the end of a session that ended meanwhile", async () => {
    const session = await rig.open("SELECT pg_sleep(0.5)");
    rig.gateway.cut();
    await until(() => !rig.running());
    await rig.gateway.connected();
    expect(await session.ended()).toMatchObject({ state: "done", rows: 1 });
  });
  it("is followed by a cancel in the target when the gateway has forgotten the session", async () => {
    await rig.open("SELECT pg_sleep(30)");
    await until(() => rig.running());
    rig.gateway.sessions.clear();
    rig.gateway.cut();
    await rig.gateway.connected();
    await until(() => !rig.running());
  });
  it("is followed by a cancel in the target when the gateway stays away", async () => {
    await rig.open("SELECT pg_sleep(30)");
    await until(() => rig.running());
    await rig.gateway.stop();
    await until(() => !rig.running(), LINK_LIMITS.resumeSecondsMax * 1000 + 3_000);
  });
});

describe("a connection test", () => {
  const test = (change: object) =>
    rig.gateway
      .live()
      .timeout(20_000)
      .emitWithAck("connection.test", { testId: "tst_1", target: { ...sealed(), ...change } });
  const sealed = () => {
    const { password: _, ...rest } = rig.clearTarget();
    return { ...rest, credential: seal(CANARY) };
  };
  const seal = (password: string) =>
    sealFor(rig.gateway.hellos.at(-1)?.sealTo ?? "", "tst_1", password);

  it("answers with the server's version and how long it took", async () => {
    const answer = await test({});
    expect(answer).toMatchObject({ ok: true, tls: false });
    expect(answer.ok && answer.serverVersion).toMatch(/^15\./);
  });
  it("signs in anew each time: a wrong password is never covered by a kept connection", async () => {
    await (await rig.open("SELECT 1")).ended();
    expect(await test({ credential: seal("wrong") })).toMatchObject({
      ...{ ok: false, code: "TARGET.SIGNIN" },
    });
  });
  it("does not open what was sealed for another test", async () => {
    const credential = sealFor(rig.gateway.hellos.at(-1)?.sealTo ?? "", "tst_2", CANARY);
    expect(await test({ credential })).toMatchObject({ ok: false, code: "INTERNAL.BUG" });
  });
});
