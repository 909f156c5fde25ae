import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES, type MaskingRules } from "@/domain/masking/masking-rule";
import type { PolicyBundle } from "@/protocol/agent-events";
import { AgentRig } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const SSN = "528-91-7734";
const column = { schema: "*", table: "customers", column: "ssn", kind: "ssn" } as const;
const RULES: MaskingRules = {
  ...DEFAULT_MASKING_RULES,
  columns: [{ ...column, comparisons: "refuse", rules: ["Numbers of people"] }],
};

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql("CREATE TABLE customers (id int PRIMARY KEY, name text, ssn text UNIQUE, born text)");
  target.psql(
    `INSERT INTO customers VALUES (1, 'Eve', '${SSN}', '1980'), (2, 'Bob', '101-20-3040', '1990')`,
  );
  target.psql("CREATE VIEW board AS SELECT id, ssn AS code FROM customers");
  target.psql(
    "CREATE FUNCTION first_ssn() RETURNS text LANGUAGE sql AS 'SELECT ssn FROM customers LIMIT 1'",
  );
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

/** Ways to ask whether the first SSN begins with, or comes behind, what was guessed. */
const WAYS: readonly ((guess: string) => string)[] = [
  (guess) => `SELECT id FROM customers WHERE ssn >= '${guess}'`,
  (guess) => `SELECT id FROM customers c WHERE c::text LIKE '%,${guess}%'`,
  (guess) => `SELECT id FROM board WHERE code LIKE '${guess}%'`,
  (guess) => `SELECT ssn >= '${guess}' FROM customers`,
  (guess) => `SELECT nullif(left(ssn, ${guess.length}), '${guess}') FROM customers`,
  (guess) => `SELECT count(*) FILTER (WHERE ssn >= '${guess}') FROM customers`,
  (guess) => `SELECT 1 / (CASE WHEN ssn >= '${guess}' THEN 1 ELSE 0 END) FROM customers`,
  (guess) => `SELECT id FROM customers UNION ALL SELECT 0 WHERE first_ssn() >= '${guess}'`,
  (guess) => `SELECT ssn FROM customers UNION ALL SELECT '${guess}' ORDER BY 1`,
  (guess) => `SELECT x.id FROM customers x JOIN (VALUES ('${guess}')) g(ssn) ON x.ssn > g.ssn`,
  (guess) => `SELECT 1 WHERE EXISTS (SELECT FROM customers WHERE ssn LIKE '${guess}%')`,
  (guess) =>
    `WITH q AS (SELECT id, ssn AS x FROM customers) SELECT id FROM q WHERE x >= '${guess}'`,
  (guess) => `UPDATE customers SET name = 'x' WHERE ssn >= '${guess}'`,
  (guess) => `DELETE FROM customers WHERE ssn LIKE '${guess}%' RETURNING id`,
  (guess) => `INSERT INTO customers VALUES (3, 'x', '${guess}') ON CONFLICT DO NOTHING`,
  (guess) => `EXPLAIN ANALYZE SELECT id FROM customers WHERE ssn >= '${guess}'`,
  (guess) => `SELECT 1 FROM pg_stats WHERE histogram_bounds::text LIKE '%${guess}%'`,
  (guess) => `DO $$ BEGIN IF first_ssn() >= '${guess}' THEN RAISE 'yes'; END IF; END $$`,
];

async function ending(statement: string, guardrails: PolicyBundle["guardrails"] = []) {
  const session = await rig.open(statement, { masking: RULES, guardrails });
  const { state, code } = await session.ended();
  return { end: code ?? state, text: session.text() };
}

describe("a plan, which tells how many rows a comparison finds,", () => {
  const rule = { id: "grd_1", name: "Cap", message: "", priority: 1, action: "block" } as const;
  const guardrails = [{ ...rule, criteria: [{ kind: "plan-rows" as const, rowsMax: 1 }] }];

  it.each(WAYS.map((way) => [way("5"), way] as const))(
    "tells nothing of %s: what may not be compared is not planned",
    async (_, way) => {
      for (const before of ["", "SELECT 1 FROM generate_series(1, 1000000); "]) {
        const answers = [await ending(before + way("5"), guardrails)];
        answers.push(await ending(before + way("9"), guardrails));
        const isPlanned = !/^(EXPLAIN|DO) /.test(way("5"));
        expect(answers[0]?.end).toBe(isPlanned ? "MASKING.COMPARED" : "GUARDRAIL.BLOCKED");
        expect(answers[0]).toEqual(answers[1]);
      }
    },
  );

  it("is asked for of what compares nothing", async () =>
    expect((await ending("SELECT * FROM generate_series(1, 1000)", guardrails)).end).toBe(
      "GUARDRAIL.BLOCKED",
    ));
});

describe("a column whose rule refuses comparisons, on a real PostgreSQL", () => {
  it.each(WAYS.map((way) => [way("5"), way] as const))(
    "is not found by a binary search: %s",
    async (_, way) => {
      const answers = [await ending(way("5")), await ending(way("9"))];
      expect(answers.map(({ end }) => end)).toEqual(["MASKING.COMPARED", "MASKING.COMPARED"]);
      // A right guess and a wrong one are told apart by nothing.
      expect(answers[0]?.text).toBe(answers[1]?.text);
    },
  );

  it.each([
    ["SELECT id FROM customers WHERE ssn > '5'"],
    ["SELECT id FROM board ORDER BY code"],
    ["SELECT id FROM customers c WHERE c::text LIKE '%5%'"],
  ])("is named beside the rule that refuses it: %s", async (statement) => {
    const session = await rig.open(statement, { masking: RULES });
    const { because } = await session.ended();
    expect(because).toBe(
      "public.customers.ssn decides something here without being shown; masking rule “Numbers of people” refuses comparisons of it, so nothing was sent.",
    );
  });

  it("names the rule, too, where nobody can tell what is compared", async () => {
    const session = await rig.open("SELECT first_ssn()", { masking: RULES });
    const { because } = await session.ended();
    expect(because).toContain("masking rule “Numbers of people”");
    expect(because).toContain("nobody can tell that the statement makes none");
  });

  it.each([
    ["UPDATE customers SET name = 'x' WHERE ssn >= '5'"],
    ["UPDATE customers SET name = ssn"],
    ["DELETE FROM customers WHERE id IN (SELECT id FROM board WHERE code LIKE '5%')"],
  ])("is not compared by the preview of an effect: %s", async (statement) => {
    const session = await rig.open(statement, { masking: RULES, preview: true, readOnly: true });
    const end = await session.ended();
    expect(end).toMatchObject({ state: "blocked", code: "MASKING.COMPARED" });
    expect(end.because).toContain("“Numbers of people”");
    expect(session.frames.map(({ kind }) => kind)).toEqual(["end"]);
  });

  it("may be written by what is previewed", async () => {
    const statement = "UPDATE customers SET ssn = '1' WHERE id = 1";
    const session = await rig.open(statement, { masking: RULES, preview: true, readOnly: true });
    expect(await session.ended()).toMatchObject({ state: "done" });
    expect(session.text()).not.toContain(SSN);
  });

  it("is shown masked still, and nothing of what was refused has run", async () => {
    const { end, text } = await ending("SELECT id, name, ssn FROM customers ORDER BY id");
    expect(end).toBe("done");
    expect(text).toContain("[SSN]");
    expect(text).not.toContain(SSN);
    expect(target.psql("SELECT string_agg(name, ',' ORDER BY id) FROM customers")).toContain(
      "Eve,Bob",
    );
  });
});

const BIRTH = { schema: "*", table: "customers", column: "born", kind: "ssn" } as const;
const PRICED: MaskingRules = {
  ...DEFAULT_MASKING_RULES,
  columns: [
    { ...column, comparisons: "approve", rules: ["Asked"] },
    { ...BIRTH, comparisons: "count", rules: ["Counted"] },
    { ...BIRTH, column: "bo*", comparisons: "count", rules: ["Counted too"] },
  ],
};
const named = (name: string) => ({ schema: "public", table: "customers", column: name });
const SSN_ASKED = { ...named("ssn"), comparisons: "approve", rules: ["Asked"] };
const BORN_COUNTED = { ...named("born"), comparisons: "count", rules: ["Counted", "Counted too"] };

describe("columns that may be compared at a price, on a real PostgreSQL", () => {
  it.each([
    ["SELECT id, ssn, born FROM customers ORDER BY id", []],
    ["SELECT id FROM customers WHERE ssn > '5'", [SSN_ASKED]],
    ["SELECT id FROM board ORDER BY code", [SSN_ASKED]],
    ["SELECT id FROM customers WHERE born > '1990-01-01'", [BORN_COUNTED]],
    ["SELECT id FROM customers c WHERE c::text LIKE '%5%'", [SSN_ASKED, BORN_COUNTED]],
    ["SELECT 1", []],
  ])("are told by the agent by their own names: %s", async (text, compared) => {
    expect(await rig.judge(text, PRICED)).toEqual({ ok: true, compared });
  });

  it("are told of what would write, which writes nothing", async () => {
    const text = "DELETE FROM customers WHERE ssn > '1' AND born > '1'";
    const compared = [SSN_ASKED, BORN_COUNTED];
    expect(await rig.judge(text, PRICED)).toEqual({ ok: true, compared });
    expect(target.psql("SELECT count(*) FROM customers")).toBe("2");
  });

  it.each([
    ["SELECT first_ssn()"],
    ["DO $$ BEGIN PERFORM 1 FROM customers WHERE ssn > '5'; END $$"],
    ["SELECT id FROM customers WHERE ssn > '5' AND first_ssn() > '5'"],
    ["SELECT id FROM customers WHERE ("],
  ])("are not told apart where nobody can tell, and that is refused: %s", async (text) => {
    const answer = await rig.judge(text, PRICED);
    expect(answer).toMatchObject({ ok: false, code: "MASKING.COMPARED" });
  });

  it("are refused where another rule refuses the same one: the strictest wins", async () => {
    const [first] = RULES.columns;
    const both = { ...PRICED, columns: [...PRICED.columns, ...(first ? [first] : [])] };
    const answer = await rig.judge("SELECT id FROM customers WHERE ssn > '5'", both);
    expect(answer).toMatchObject({ ok: false, code: "MASKING.COMPARED" });
    expect(JSON.stringify(answer)).toContain("Numbers of people");
    expect(JSON.stringify(answer)).not.toContain("Asked");
  });

  it("are compared only as far as the gateway granted it", async () => {
    const text = "SELECT id FROM customers WHERE ssn LIKE '528%' AND born > '1'";
    const run = async (granted?: ReturnType<typeof named>[]) => {
      const session = await rig.open(text, { masking: PRICED, ...(granted && { granted }) });
      return await session.ended();
    };
    expect(await run()).toMatchObject({ state: "blocked", code: "MASKING.COMPARED" });
    expect(await run([named("ssn")])).toMatchObject({ state: "blocked", code: "MASKING.COMPARED" });
    expect(await run([named("born")])).toMatchObject({ code: "MASKING.COMPARED" });
    expect(await run([named("ssn"), named("born")])).toMatchObject({ state: "done" });
  });

  it("stay refused by a preview, and by a column of the same name elsewhere", async () => {
    const text = "UPDATE customers SET name = 'x' WHERE ssn > '5'";
    const session = await rig.open(text, { masking: PRICED, preview: true, readOnly: true });
    expect(await session.ended()).toMatchObject({ state: "blocked", code: "MASKING.COMPARED" });
    const granted = [{ ...named("ssn"), schema: "other" }];
    const elsewhere = await rig.open(text, { masking: PRICED, granted });
    expect(await elsewhere.ended()).toMatchObject({ state: "blocked", code: "MASKING.COMPARED" });
  });

  it("are too many to be looked through beyond twenty", async () => {
    const names = Array.from({ length: 21 }, (_, index) => `c${index}`);
    target.psql(`CREATE TABLE wide (${names.map((name) => `${name} text`).join(", ")})`);
    const columns = [
      { ...BIRTH, table: "wide", column: "*", comparisons: "approve" as const, rules: ["W"] },
    ];
    const masking = { ...DEFAULT_MASKING_RULES, columns };
    const asking = (count: number) =>
      rig.judge(`SELECT 1 FROM wide ORDER BY ${names.slice(0, count).join(", ")}`, masking);
    expect(await asking(20)).toMatchObject({ ok: true });
    expect(await asking(21)).toMatchObject({ ok: false, code: "MASKING.COMPARED" });
  });
});
