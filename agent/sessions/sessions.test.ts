import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import { sameStamp, stampOf } from "@/protocol/stamp";
import { AgentRig, CANARY } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const EMAIL = "john.doe@example.com";

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

describe("a session", () => {
  it("is frames in order, each with the stamp of the rules, and one end with the totals", async () => {
    const session = await rig.open(`SELECT i, '${EMAIL}' AS note FROM generate_series(1, 1000) i`);
    const end = await session.ended();
    expect(session.frames.map(({ kind }) => kind).filter((kind) => kind !== "rows")).toEqual([
      ...["columns", "complete", "end"],
    ]);
    const stamp = stampOf(DEFAULT_MASKING_RULES);
    expect(session.frames.every((frame) => sameStamp(frame.stamp, stamp))).toBe(true);
    expect(end).toMatchObject({ state: "done", code: null, rows: 1000 });
    expect(end.masked).toEqual([{ result: 0, column: "note", kind: "email", count: 1000 }]);
    expect(session.text()).not.toContain(EMAIL);
    expect(session.rows).toBe(1000);
  });
  it("tells its results apart", async () => {
    const session = await rig.open("SELECT 1; INSERT INTO pg_temp.nothing SELECT 1");
    expect(await session.ended()).toMatchObject({ state: "failed", code: "TARGET.ERROR" });
    expect(session.frames.map(({ kind, result }) => `${kind} ${result}`)).toEqual([
      ...["columns 0", "rows 0", "complete 0", "failure 1", "end 2"],
    ]);
  });
  it("masks errors, details, hints, notices and COPY data", async () => {
    rig.target.psql("CREATE TABLE IF NOT EXISTS people (e text PRIMARY KEY)");
    rig.target.psql(`INSERT INTO people VALUES ('${EMAIL}') ON CONFLICT DO NOTHING`);
    for (const statement of [
      `INSERT INTO people VALUES ('${EMAIL}')`,
      `DO $$ BEGIN RAISE NOTICE 'to ${EMAIL}' USING DETAIL = '${EMAIL}', HINT = '${EMAIL}'; END $$`,
      `DO $$ BEGIN RAISE EXCEPTION '${EMAIL}' USING DETAIL = '${EMAIL}', HINT = '${EMAIL}'; END $$`,
      "COPY people TO STDOUT",
      "COPY people TO STDOUT (FORMAT csv, HEADER)",
      `SELECT '${EMAIL}'::bytea::text, 1 AS "${EMAIL}"`,
      "SELECT people FROM people",
      "SELECT CAST(e AS int) FROM people",
    ]) {
      const session = await rig.open(statement);
      await session.ended();
      expect(session.text(), statement).not.toContain(EMAIL);
    }
  });
  it("ends with the position of an error, counted in characters", async () => {
    const session = await rig.open("SELECT 'ä😀', nothing_here");
    await session.ended();
    expect(session.payloads("failure")).toEqual([
      expect.objectContaining({ code: "TARGET.ERROR", position: 14 }),
    ]);
  });
  it("ends failed with the refusal when the target cannot be reached or signed in to", async () => {
    const session = await rig.open("SELECT 1", { password: "wrong" });
    expect(await session.ended()).toMatchObject({
      state: "failed",
      code: "TARGET.SIGNIN",
      rows: 0,
    });
  });
  it("says which limit ended it and keeps the rows before it", async () => {
    const session = await rig.open("SELECT generate_series(1, 100000)", { rowsMax: 10 });
    const end = await session.ended();
    expect(end).toMatchObject({ state: "failed", code: "LIMIT.ROWS", rows: 10 });
    expect(session.payloads("event")).toEqual([
      expect.objectContaining({ event: "limit-reached" }),
    ]);
  });
  it("is blocked before it runs when it would write on a read-only connection", async () => {
    const session = await rig.open("DELETE FROM people", { readOnly: true });
    expect(await session.ended()).toMatchObject({ state: "blocked", code: "STATEMENT.READ_ONLY" });
  });
  it("carries bytes of any kind", async () => {
    const session = await rig.open(
      "SELECT decode('00ff80c328', 'hex'), E'\\x7f\\x01', repeat('x', 5000000)",
    );
    expect(await session.ended()).toMatchObject({ state: "done", rows: 1 });
    expect(session.bytes).toBeGreaterThan(5_000_000);
  });
  it("has a row of 10 MB refused, and says which limit", async () => {
    const session = await rig.open("SELECT 1; SELECT repeat('x', 10000000)");
    expect(await session.ended()).toMatchObject({ state: "failed", code: "LIMIT.ROW", rows: 1 });
  });
  it("has a row refused that grew by masking beyond what a message takes; the link stays", async () => {
    const others = await rig.open("SELECT pg_sleep(1)");
    const session = await rig.open("SELECT 1; SELECT repeat('a://:p@ ', 900000)");
    expect(await session.ended()).toMatchObject({ state: "failed", code: "LIMIT.ROW", rows: 1 });
    expect(await others.ended()).toMatchObject({ state: "done" });
    expect(rig.logged.join("")).not.toContain("disconnected");
  });
  it("runs once, however often it is opened", async () => {
    rig.target.psql("CREATE TABLE IF NOT EXISTS ran (at int)");
    const session = await rig.open("INSERT INTO ran VALUES (1)");
    await session.ended();
    const again = await rig.ask("INSERT INTO ran VALUES (2)", { sessionId: rig.idOf(session) });
    expect(again.ok || again.code === "LINK.PROTOCOL").toBe(true);
    expect(rig.target.psql("SELECT count(*) FROM ran")).toBe("1");
  });
});
