import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomKindDefinition } from "@/domain/masking/custom/custom-kind";
import { DEFAULT_MASKING_RULES, type MaskingRules } from "@/domain/masking/masking-rule";
import { digestWith, fingerprintOf, makeMaskingKey } from "@/protocol/masking-key";
import { sameStamp, stampOf } from "@/protocol/stamp";
import { AgentRig, type OpenWish, realMasker } from "@/testing/agent-rig";
import { findLeaks } from "@/testing/leaks/search";
import type { PostgresTarget } from "@/testing/postgres-target";

const BADGE = "kxq-482915";
const OTHER = "kxq-703366";
const WORD = "falkenhorst";
const KEY = makeMaskingKey();

const KIND: CustomKindDefinition = {
  ...{ name: "employee-no", patterns: ["kxq-[0-9]{6}"], words: [WORD], context: [] },
  ...{ ignoreCase: true, replacement: "redact" },
};

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql(
    "CREATE TABLE staff (id int PRIMARY KEY, badge text UNIQUE, number int, note text, facts jsonb, raw bytea, tags text[])",
  );
  target.psql(
    `INSERT INTO staff VALUES (1, '${BADGE}', 482915, E'see ${BADGE}\\nor ${WORD}', '{"no": ["${BADGE}"]}', '${BADGE}', '{${BADGE},b}'), (2, '${OTHER}', 703366, 'none', '{}', '\\x00', '{}')`,
  );
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

const rulesOf = (kind: Partial<CustomKindDefinition> = {}): MaskingRules => ({
  ...DEFAULT_MASKING_RULES,
  custom: [{ ...KIND, ...kind }],
});

async function run(statement: string, masking: MaskingRules, wish: OpenWish = {}) {
  const session = await rig.open(statement, { masking, ...wish });
  const end = await session.ended();
  const stamp = stampOf(masking);
  expect(session.frames.filter((frame) => !sameStamp(frame.stamp, stamp))).toEqual([]);
  return { session, end, text: session.text() };
}

describe("values of a kind that a rule defines, on a real PostgreSQL", () => {
  it.each([
    "SELECT badge, note FROM staff",
    "SELECT * FROM staff",
    "SELECT s FROM staff s",
    "SELECT facts, tags, raw FROM staff",
    "SELECT row_to_json(s), to_jsonb(s), array[badge] FROM staff s",
    "SELECT string_agg(badge, ',') FROM staff",
    "SELECT upper(badge), badge || 'x' FROM staff",
    "SELECT badge::bytea, convert_to(note, 'UTF8') FROM staff",
    "COPY staff TO STDOUT",
    "COPY (SELECT badge, note FROM staff) TO STDOUT WITH (FORMAT csv)",
    "SELECT badge::int FROM staff",
    "SELECT ('\"' || badge)::json FROM staff",
    `INSERT INTO staff (id, badge) VALUES (3, '${BADGE}')`,
    `INSERT INTO staff (id, badge) SELECT 9, badge FROM staff RETURNING badge`,
    "DO $$ DECLARE b text; BEGIN SELECT note INTO b FROM staff WHERE id = 1; RAISE NOTICE 'it is %', b; END $$",
    "DO $$ DECLARE b text; BEGIN SELECT badge INTO b FROM staff WHERE id = 1; RAISE EXCEPTION 'it is %', b USING HINT = b; END $$",
    "DO $$ BEGIN EXECUTE format('CREATE TEMP TABLE t AS SELECT 1 AS %I', (SELECT badge FROM staff WHERE id = 1)); END $$; SELECT * FROM t",
    `EXPLAIN SELECT * FROM staff WHERE badge = '${BADGE}'`,
  ])("never reach what is sent: %s", async (statement) => {
    const { session } = await run(statement, rulesOf());
    expect(findLeaks(session, [BADGE, OTHER, WORD])).toEqual([]);
    expect(session.text()).toContain("[EMPLOYEE-NO]");
  });

  it("are found in numbers too, and only there where their column says so", async () => {
    const masking = rulesOf({ patterns: ["[0-9]{6}"], words: [], context: ["number"] });
    const { session, end } = await run("SELECT number, number AS n FROM staff", masking);
    expect(session.text()).toContain("482915");
    expect(end.masked).toEqual([
      { result: 0, column: "number", kind: "custom:employee-no", count: 2 },
    ]);
  });

  it("are shown as the rule says, the same hash everywhere, and counted by column", async () => {
    const masking = { ...rulesOf({ replacement: "hash" }), keyFingerprint: fingerprintOf(KEY) };
    const wish = { maskingKey: KEY };
    const { text, end } = await run("SELECT badge, note FROM staff", masking, wish);
    const hash = Buffer.from(
      realMasker(masking, digestWith(KEY)).text(Buffer.from(BADGE)),
    ).toString();
    expect(text.split(hash)).toHaveLength(3);
    expect(end.masked).toEqual([
      { result: 0, column: "badge", kind: "custom:employee-no", count: 2 },
      { result: 0, column: "note", kind: "custom:employee-no", count: 2 },
    ]);
  });

  it("of a column that is masked as the kind are masked whole, whatever it is called or made of", async () => {
    const masking: MaskingRules = {
      ...rulesOf({ patterns: [], words: [], replacement: "partial" }),
      columns: [{ schema: "public", table: "staff", column: "badge", kind: "custom:employee-no" }],
    };
    const { text } = await run("SELECT badge FROM staff", masking);
    expect(text).toContain("***-**2915");
    for (const statement of [
      "SELECT reverse(badge) AS x FROM staff",
      "SELECT badge AS x FROM staff UNION SELECT 'a'",
      "COPY (SELECT badge FROM staff) TO STDOUT",
      "SELECT badge::int FROM staff",
    ]) {
      const { session } = await run(statement, masking);
      expect(findLeaks(session, [BADGE, OTHER])).toEqual([]);
      expect(session.text()).not.toMatch(/2915|5192/);
    }
  });
});

describe("limits of looking for custom kinds", () => {
  it("a value that is too large ends the session before anything of it is sent", async () => {
    const statement = `SELECT 1 AS n; SELECT repeat('x', 1048570) || '${BADGE}' AS big`;
    const { session, end } = await run(statement, rulesOf());
    expect(end).toMatchObject({ state: "failed", code: "LIMIT.MASKING" });
    expect(session.text()).not.toContain("xxxx");
  });

  it("others have their turn between two slices of a result", async () => {
    let turns = 0;
    let counting = true;
    const count = () => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    const searchedAt: number[] = [];
    rig.makeMasker = (...asked) => {
      const masker = realMasker(...asked);
      const rows = masker.rows.bind(masker);
      return Object.assign(masker, {
        rows: (block: Uint8Array) => {
          searchedAt.push(turns);
          return rows(block);
        },
      });
    };
    setImmediate(count);
    const { end } = await run("SELECT repeat('x', 20000) FROM generate_series(1, 100)", rulesOf());
    counting = false;
    rig.makeMasker = realMasker;
    expect(end).toMatchObject({ state: "done", rows: 100 });
    expect(searchedAt.length).toBeGreaterThanOrEqual(50);
    expect(new Set(searchedAt).size).toBe(searchedAt.length);
  });

  it("a large result passes in slices, whole and in order", async () => {
    const statement =
      "SELECT n, CASE WHEN n % 1000 = 0 THEN 'kxq-' || lpad(n::text, 6, '0') ELSE 'plain' END AS b FROM generate_series(1, 60000) n";
    const { end } = await run(statement, rulesOf());
    expect(end).toMatchObject({ state: "done", rows: 60_000 });
    expect(end.masked).toEqual([{ result: 0, column: "b", kind: "custom:employee-no", count: 60 }]);
  });
});
