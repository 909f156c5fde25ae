import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES, type MaskingRules } from "@/domain/masking/masking-rule";
import type { Replacement } from "@/domain/masking/replacements/replacement";
import { digestWith, fingerprintOf, makeMaskingKey } from "@/protocol/masking-key";
import { sameStamp, stampOf } from "@/protocol/stamp";
import { AgentRig, type OpenWish, realMasker } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const SSN = "528-91-7734";
const MAIL = "eve.adams@corp.example.com";
const KEY = makeMaskingKey();

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql("CREATE TABLE people (id int, ssn text, email text, remark text, facts jsonb)");
  target.psql(
    `INSERT INTO people VALUES (1, '${SSN}', '${MAIL}', E'see\\n${MAIL} or ${SSN}', '{"a": ["see\\n${MAIL}"]}')`,
  );
  target.psql("CREATE VIEW turned AS SELECT id, reverse(replace(ssn, '-', '')) AS ssn FROM people");
  target.psql(
    "CREATE MATERIALIZED VIEW kept AS SELECT id, left(ssn, 3) || '123456' AS ssn FROM people",
  );
  target.psql(
    "CREATE TABLE halves (ssn text, half_ssn text GENERATED ALWAYS AS (left(ssn, 3) || '123456') STORED)",
  );
  target.psql(`INSERT INTO halves VALUES ('${SSN}')`);
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

function replaced(ssn: Replacement, email: Replacement): MaskingRules {
  const replacements = { ssn, email };
  return { ...DEFAULT_MASKING_RULES, replacements, keyFingerprint: fingerprintOf(KEY) };
}

async function answered(statement: string, wish: OpenWish) {
  const session = await rig.open(statement, { maskingKey: KEY, ...wish });
  const { state, code } = await session.ended();
  return { session, end: code ?? state, text: session.text() };
}

/** What is shown, with the rules in the stamp of every frame. */
async function seen(statement: string, masking: MaskingRules): Promise<string> {
  const { session, end, text } = await answered(statement, { masking });
  expect(end).toBe("done");
  const stamp = stampOf(masking);
  expect(session.frames.filter((frame) => !sameStamp(frame.stamp, stamp))).toEqual([]);
  expect(text).not.toContain(KEY);
  return text;
}

function hashOf(kind: "ssn" | "email", value: string): string {
  const rules = { ...DEFAULT_MASKING_RULES, replacements: { [kind]: "hash" } } as const;
  const masked = realMasker(rules, digestWith(KEY)).text(Buffer.from(value));
  return Buffer.from(masked).toString();
}

describe("what stands in place of values, on a real PostgreSQL", () => {
  it("is the same hash in a column, in a text, in JSON and in COPY", async () => {
    const [ssn, mail] = [hashOf("ssn", SSN), hashOf("email", MAIL)];
    for (const statement of [
      "SELECT ssn, upper(remark) AS r, remark, email FROM people",
      "COPY (SELECT id, remark FROM people) TO STDOUT",
      "SELECT facts, remark FROM people",
    ]) {
      const text = await seen(statement, replaced("hash", "hash"));
      expect(text).toContain(ssn);
      expect(text).toContain(mail);
      expect(text).not.toMatch(/7734|eve\.adams/i);
    }
  });

  it("leaves JSON that can be read and COPY data with its escapes", async () => {
    for (const how of ["hash", "fake", "partial"] as const) {
      const json = await seen("SELECT facts FROM people", replaced(how, how));
      const written = /\{"a": \[.*?"\]\}/s.exec(json)?.[0] ?? "none";
      const { a } = JSON.parse(written) as { a: string[] };
      expect(a[0]).toMatch(/^see\n/);
      expect(a[0]).not.toContain("eve");
      const copy = await seen("COPY (SELECT remark FROM people) TO STDOUT", replaced(how, how));
      expect(copy).toContain("see\\n");
    }
  });

  it("is a part of a column of a table, also in a notice, and a NULL where it is wanted", async () => {
    const rules = replaced("partial", "null");
    expect(await seen("SELECT ssn FROM people", rules)).toContain("***-**-7734");
    const notice = `DO $$ BEGIN RAISE NOTICE 'see ${SSN}'; END $$`;
    expect(await seen(notice, rules)).toContain("see ***-**-7734");
    const text = await seen("SELECT email, id FROM people", rules);
    expect(text).not.toContain("[EMAIL]");
    expect(text).not.toContain("eve");
  });

  it.each([
    "SELECT reverse(replace(ssn, '-', '')) AS x FROM people",
    "SELECT reverse(replace(ssn, '-', '')) AS ssn FROM people",
    "SELECT ssn FROM turned",
    "SELECT ssn FROM kept",
    "SELECT half_ssn FROM halves",
    "CREATE TEMP TABLE people AS SELECT left(ssn, 3) || '123456' AS ssn FROM halves; SELECT ssn FROM people",
    "SELECT substr(ssn, 1, 4) || '00000' AS ssn FROM people",
    "SELECT ssn FROM (SELECT lpad(left(ssn, 3), 9, '0') AS ssn FROM people) p",
    "SELECT ssn FROM people UNION SELECT left(ssn, 3) || '123456' FROM people",
    "UPDATE people SET id = 1 RETURNING left(ssn, 3) || '123456' AS ssn",
    "WITH p AS (SELECT left(ssn, 3) || '123456' AS ssn FROM people) SELECT ssn FROM p",
    "SELECT '123456789' AS ssn",
  ])("is a placeholder of what a statement made of it: %s", async (statement) => {
    for (const how of ["partial", "hash", "fake"] as const) {
      const text = await seen(statement, replaced(how, "redact"));
      expect(text).toContain("[SSN]");
      expect(text).not.toMatch(/\[SSN:|\*\d|\d{9}/);
    }
  });

  it("is a placeholder of a column that is called by another kind's name", async () => {
    const text = await seen("SELECT ssn AS phone FROM people", {
      ...replaced("redact", "redact"),
      replacements: { phone: "partial" },
    });
    expect(text).toContain("[PHONE]");
    expect(text).not.toContain("7734");
  });
});

describe("a key", () => {
  it.each([
    ["that is missing", ""],
    ["that is not the one that the rules name", makeMaskingKey()],
  ])("%s lets nothing through, and nothing reaches the target", async (_, maskingKey) => {
    const masking = replaced("hash", "hash");
    target.psql("DROP TABLE IF EXISTS reached");
    target.psql("CREATE TABLE reached (n int)");
    const statement = "INSERT INTO reached VALUES (1) RETURNING 'eve@example.com'";
    const wish = maskingKey === "" ? {} : { maskingKey };
    const session = await rig.open(statement, { masking, ...wish });
    expect(await session.ended()).toMatchObject({ code: "MASKING.FAILED" });
    expect(session.text()).not.toContain("eve");
    expect(target.psql("SELECT count(*) FROM reached")).toBe("0");
  });
});
