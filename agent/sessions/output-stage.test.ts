import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OutputRule } from "@/domain/guardrails/output/output-rule";
import { AgentRig, until } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql("CREATE TABLE t (id int)");
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

const RULE = { id: "grd_1", name: "Codenames", message: "Ask security." };
const WORD = "Falcon";
const BLOCKED =
  "Guardrail “Codenames”: Ask security. What is returned contains a word of its list. The statement ran; its result is not returned.";

async function run(statement: string, action: OutputRule["action"], change = {}) {
  const criterion = { kind: "result-words" as const, words: ["falcon"], ignoreCase: true };
  const session = await rig.open(statement, {
    outputRules: [{ ...RULE, action, criterion, ...change }],
  });
  return { end: await session.ended(), session, text: session.text() };
}

describe("a rule that replaces what is returned", () => {
  it("replaces it in every row, says how often, and leaves the rest", async () => {
    const statement = `SELECT i, 'to ' || '${WORD}' AS note FROM generate_series(1, 20000) i`;
    const { end, session, text } = await run(statement, "redact");
    expect(end).toMatchObject({ state: "done", rows: 20_000 });
    expect(end.guarded).toEqual([
      { ruleId: "grd_1", rule: "Codenames", action: "redact", count: 20_000 },
    ]);
    expect(session.rows).toBe(20_000);
    expect(text).not.toContain(WORD);
    expect(text).toContain("to [REDACTED]");
  });

  it("finds it at either end of a cell of megabytes that the wire brings in pieces", async () => {
    const long = "SELECT repeat('x', 3000000) || 'FALCON' || repeat('y', 2000000)";
    const { end, text } = await run(long, "redact");
    expect(end).toMatchObject({ state: "done", guarded: [{ count: 1 }] });
    expect(text).not.toContain("FALCON");
    expect(text).toContain("x[REDACTED]y");
  });

  it.each([
    ["a name of a column", `SELECT 1 AS "${WORD}"`],
    ["an error", `SELECT '${WORD}'::int`],
    [
      "a notice with all its parts",
      `DO $$ BEGIN RAISE NOTICE '${WORD}' USING DETAIL = '${WORD}', HINT = '${WORD}'; END $$`,
    ],
    ["COPY", `COPY (SELECT '${WORD}') TO STDOUT`],
    ["EXPLAIN", `EXPLAIN SELECT '${WORD}'::text FROM t WHERE '${WORD}' = id::text`],
    ["JSON and arrays", `SELECT json_build_object('${WORD}', ARRAY['${WORD}'])`],
  ])("replaces it in %s", async (_what, statement) => {
    const { text, end } = await run(statement, "redact");
    expect(text).not.toContain(WORD);
    expect(JSON.stringify(end)).not.toContain(WORD);
  });

  it("looks at what masking left", async () => {
    const criterion = { kind: "result-pattern" as const, pattern: "@example", ignoreCase: false };
    const { end } = await run("SELECT 'john.doe@example.com'", "block", { criterion });
    expect(end).toMatchObject({ state: "done" });
  });
});

describe("a rule that blocks what is returned", () => {
  it("ends the command with the rule and its message; nothing of that piece or after it leaves", async () => {
    const statement = `SELECT CASE WHEN i = 19999 THEN '${WORD}' ELSE 'row ' || i END FROM generate_series(1, 20000) i`;
    const { end, text } = await run(statement, "block");
    expect(end).toMatchObject({ state: "failed", code: "GUARDRAIL.BLOCKED", because: BLOCKED });
    expect(end.guarded).toEqual([
      { ruleId: "grd_1", rule: "Codenames", action: "block", count: 1 },
    ]);
    expect(text).not.toContain(WORD);
    expect(text).not.toContain("row 20000");
    await until(() => !rig.running());
  });

  it("does so for an error that holds it", async () => {
    const { end, text } = await run(`SELECT '${WORD}'::int`, "block");
    expect(end).toMatchObject({ code: "GUARDRAIL.BLOCKED", because: BLOCKED });
    expect(text).not.toContain(WORD);
  });

  it("by a pattern too", async () => {
    const criterion = { kind: "result-pattern" as const, pattern: "C-[0-9]{4}", ignoreCase: false };
    expect((await run("SELECT 'C-1234'", "block", { criterion })).end.code).toBe(
      "GUARDRAIL.BLOCKED",
    );
    expect((await run("SELECT 'C-123'", "block", { criterion })).end.state).toBe("done");
  });
});

describe("a rule that cannot be evaluated", () => {
  it("lets nothing run", async () => {
    const criterion = { kind: "result-pattern" as const, pattern: "(", ignoreCase: false };
    const { end } = await run("INSERT INTO t VALUES (7)", "redact", { criterion });
    expect(end).toMatchObject({ state: "blocked", code: "GUARDRAIL.FAILED" });
    expect(target.psql("SELECT count(*) FROM t")).toBe("0");
  });
});
