import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES, type MaskingRules } from "@/domain/masking/masking-rule";
import { AgentRig } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const SSN = "528-91-7734";
const column = { schema: "*", table: "customers", column: "ssn", kind: "ssn" } as const;
const RULES: MaskingRules = {
  ...DEFAULT_MASKING_RULES,
  columns: [{ ...column, comparisons: "refuse" }],
};

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql("CREATE TABLE customers (id int PRIMARY KEY, name text, ssn text UNIQUE)");
  target.psql(`INSERT INTO customers VALUES (1, 'Eve', '${SSN}'), (2, 'Bob', '101-20-3040')`);
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

async function ending(statement: string) {
  const session = await rig.open(statement, { masking: RULES });
  const { state, code } = await session.ended();
  return { end: code ?? state, text: session.text() };
}

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
