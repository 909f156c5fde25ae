import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Criterion } from "@/domain/guardrails/criteria/criterion";
import type { PolicyBundle } from "@/protocol/agent-events";
import { AgentRig, type OpenWish } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const SCHEMA = `
  CREATE TABLE big (id int PRIMARY KEY, note text, made date);
  INSERT INTO big SELECT i, 'n' || i, '2026-01-01' FROM generate_series(1, 50000) i; ANALYZE big;
  CREATE TABLE small (id int PRIMARY KEY, note text); INSERT INTO small VALUES (1, 'a'); ANALYZE small;
  CREATE TABLE unseen (id int) WITH (autovacuum_enabled = off); INSERT INTO unseen SELECT generate_series(1, 50000);
  CREATE TABLE parted (id int, at int) PARTITION BY RANGE (at);
  CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
  CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (10) TO (20);
  INSERT INTO parted SELECT i, i % 20 FROM generate_series(1, 3000) i; ANALYZE parted;
  CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
  CREATE FOREIGN TABLE elsewhere (line text) SERVER files OPTIONS (filename '/dev/null');
  CREATE SEQUENCE hits; CREATE TABLE log (id int);
  CREATE FUNCTION tells(x int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
    'BEGIN INSERT INTO log VALUES (x); RETURN x; END';
  CREATE FUNCTION waits(x int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
    'BEGIN PERFORM pg_sleep(20); RETURN x; END';`;

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql(SCHEMA);
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

type Action = NonNullable<PolicyBundle["guardrails"]>[number]["action"];

async function ending(statement: string, criterion: Criterion, wish: OpenWish = {}) {
  return await acted("block", { statement, criterion, wish });
}

interface Asked {
  readonly statement: string;
  readonly criterion: Criterion;
  readonly wish?: OpenWish;
}

async function acted(action: Action, { statement, criterion, wish = {} }: Asked) {
  const rule = { id: "grd_1", name: "Cap", message: "", priority: 1, action };
  const guardrails = [{ ...rule, criteria: [criterion] }] as PolicyBundle["guardrails"];
  const session = await rig.open(statement, { ...wish, guardrails });
  return await session.ended();
}

const SCAN: Criterion = { kind: "plan-scan", rowsMax: 2_000 };
const COST: Criterion = { kind: "plan-cost", costMax: 500 };
const ROWS: Criterion = { kind: "plan-rows", rowsMax: 1_000 };
const BLOCKED = "GUARDRAIL.BLOCKED";

async function endOf(statement: string, criterion: Criterion): Promise<string> {
  const { code, state } = await ending(statement, criterion);
  return code ?? state;
}

describe("a guardrail on what a plan says", () => {
  const cases: readonly [string, string, string, string][] = [
    ["SELECT * FROM big", BLOCKED, BLOCKED, BLOCKED],
    ["SELECT count(*) FROM big", BLOCKED, BLOCKED, "done"],
    ["SELECT note FROM big WHERE id = 1", "done", "done", "done"],
    ["SELECT * FROM big LIMIT 5", BLOCKED, "done", "done"],
    ["UPDATE big SET note = note", BLOCKED, BLOCKED, BLOCKED],
    ["UPDATE big SET note = note WHERE id = 1", "done", "done", "done"],
    ["INSERT INTO log SELECT generate_series(1, 5000)", "done", "done", BLOCKED],
    ["SELECT * FROM unseen LIMIT 1", BLOCKED, "done", "done"],
    ["SELECT * FROM parted", BLOCKED, "done", BLOCKED],
    ["SELECT * FROM parted_1", "done", "done", BLOCKED],
    ["SELECT * FROM small", "done", "done", "done"],
    ["WITH w AS MATERIALIZED (SELECT id FROM big) SELECT * FROM small", "done", "done", "done"],
    ["SELECT 1 WHERE EXISTS (SELECT FROM big WHERE note = 'x')", BLOCKED, BLOCKED, "done"],
    ["SELECT 1; SELECT * FROM big", BLOCKED, BLOCKED, BLOCKED],
    ["SELECT 1 FROM big TABLESAMPLE system (100) LIMIT 1", BLOCKED, "done", "done"],
    ["SELECT 1 FROM big WHERE ctid < '(2,0)'", BLOCKED, "done", "done"],
    ["SELECT * FROM elsewhere", BLOCKED, BLOCKED, BLOCKED],
  ];
  it.each(cases)("%s: scan %s, cost %s, rows %s", async (statement, ...ends) => {
    const said: string[] = [];
    for (const criterion of [SCAN, COST, ROWS]) said.push(await endOf(statement, criterion));
    expect(said).toEqual(ends);
  });

  it("says what the plan says", async () => {
    const because = async (criterion: Criterion) =>
      (await ending("SELECT * FROM big", criterion)).because;
    expect(await because(SCAN)).toBe(
      "Guardrail “Cap”: It reads all of public.big, of about 50000 rows.",
    );
    expect(await because(ROWS)).toBe("Guardrail “Cap”: Its plan expects 50000 rows.");
    expect(await because(COST)).toMatch(/^Guardrail “Cap”: Its plan costs \d+\.$/);
  });

  it.each([
    "DELETE FROM big WHERE id > (SELECT 0)",
    "WITH w AS (SELECT 1) DELETE FROM big WHERE id > (SELECT * FROM w)",
    "WITH d AS (DELETE FROM big) SELECT 1",
    "WITH d AS (DELETE FROM big RETURNING 1) SELECT 1 FROM d LIMIT 1",
    "WITH d AS (DELETE FROM big) UPDATE small SET note = 'b'",
  ])("counts the rows that every write in it changes: %s", async (statement) => {
    expect(await endOf(statement, ROWS)).toBe(BLOCKED);
    expect(target.psql("SELECT count(*) FROM big")).toBe("50000");
  });
  it("lets writes of few rows through, whatever they read", async () => {
    const few = "WITH w AS (SELECT count(*) FROM big), u AS (UPDATE small SET note = 'b') ";
    expect(await endOf(`${few} INSERT INTO log SELECT * FROM w`, ROWS)).toBe("done");
  });
  it("counts the rows that a write returns once", async () => {
    const { because } = await ending("DELETE FROM big RETURNING id", ROWS);
    expect(because).toBe("Guardrail “Cap”: Its plan expects 50000 rows.");
  });

  it("warns, and needs an approval, as every other", async () => {
    const asked = { statement: "SELECT * FROM big LIMIT 1", criterion: SCAN };
    expect((await acted("warn", asked)).state).toBe("done");
    expect((await acted("require-approval", asked)).code).toBe("GUARDRAIL.REACHED");
    const approved = { ...asked, wish: { approved: true } as const };
    expect((await acted("require-approval", approved)).state).toBe("done");
  });

  it("is asked on a read-only connection and before a preview too", async () => {
    const readOnly = { readOnly: true };
    expect((await ending("SELECT * FROM big", SCAN, readOnly)).code).toBe(BLOCKED);
    expect((await ending("SELECT 1 FROM small", SCAN, readOnly)).state).toBe("done");
    const preview = { ...readOnly, preview: true } as const;
    expect((await ending("DELETE FROM big WHERE note = 'x'", SCAN, preview)).code).toBe(BLOCKED);
  });
});

describe("a statement without a plan", () => {
  it.each(["BEGIN", "SET work_mem = '8MB'", "SHOW work_mem", "EXPLAIN SELECT * FROM big"])(
    "runs where there is nothing to plan: %s",
    async (statement) => expect(await endOf(statement, COST)).toBe("done"),
  );
  it.each([
    "COPY small TO STDOUT",
    "VACUUM small",
    "CREATE TABLE made (id int)",
    "EXPLAIN ANALYZE SELECT * FROM small",
    "SELECT * FROM nothing_of_that_name",
    "CREATE TEMP TABLE mine AS SELECT 1 AS id; SELECT * FROM mine",
    "SET enable_indexscan = off; SELECT note FROM big WHERE id = 1",
    "SELECT set_config('enable_indexscan', 'off', false); SELECT note FROM big WHERE id = 1",
    "UPDATE pg_settings SET setting = 'off' WHERE name = 'enable_indexscan'; SELECT 1 FROM small",
    "DO $$ BEGIN PERFORM 1; END $$",
    Array.from({ length: 21 }, () => "SELECT 1 FROM small").join(";"),
  ])("counts as what the rule is about: %s", async (statement) =>
    expect(await endOf(statement, COST)).toBe(BLOCKED),
  );
});

describe("asking for a plan", () => {
  it("runs nothing: no row is written, no number is drawn", async () => {
    expect(await endOf("DELETE FROM big WHERE id > 5", ROWS)).toBe(BLOCKED);
    expect(await endOf("INSERT INTO log SELECT nextval('hits') FROM big", ROWS)).toBe(BLOCKED);
    expect(target.psql("SELECT count(*) FROM big")).toBe("50000");
    expect(target.psql("SELECT is_called FROM hits")).toBe("f");
  });

  it("lets what a function does while it is planned write nothing", async () => {
    expect(await endOf("SELECT tells(-1)", COST)).toBe(BLOCKED);
    expect(target.psql("SELECT count(*) FROM log WHERE id = -1")).toBe("0");
  });

  it("ends after its time, and then counts as what the rule is about", async () => {
    expect(await endOf("SELECT waits(1)", COST)).toBe(BLOCKED);
  }, 20_000);
});
