import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { maskingFor } from "@/domain/masking/masking-for";
import type { MaskingRule } from "@/domain/masking/written-rule";
import { sameStamp, stampOf } from "@/protocol/stamp";
import { AgentRig } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const NOTE = "raise agreed in spring";
const MAIL = "eve@example.com";
const rule: MaskingRule = {
  ...{ id: "msk_1", name: "Salary notes", version: 1, enabled: true, priority: 1 },
  scope: { connections: ["people-db"], tags: [] },
  columns: [{ schema: "hr", table: "people", column: "salary_note", kind: "ssn" }],
  ...{ comparisons: "allow", comparisonsPerDay: null, detectors: {}, replacements: {}, kinds: [] },
  ...{ builtInColumns: null, exemptGroups: ["payroll"] },
};

let target: PostgresTarget;
let rig: AgentRig;
beforeAll(async () => {
  target = await AgentRig.startTarget();
  target.psql("CREATE SCHEMA hr");
  target.psql("CREATE TABLE hr.people (id int, salary_note text, remark text)");
  target.psql(`INSERT INTO hr.people VALUES (1, '${NOTE}', 'ask ${MAIL}')`);
  target.psql("CREATE VIEW hr.board AS SELECT id, salary_note AS remark FROM hr.people");
  rig = new AgentRig(target);
  await rig.start();
});
afterAll(async () => {
  await rig.stop();
  await target.stop();
});

async function seen(statement: string, groups: readonly string[]): Promise<string> {
  const connection = { name: "people-db", tags: {} };
  const { rules } = maskingFor({ actor: { groups }, connection, rules: [rule] });
  const session = await rig.open(statement, { masking: rules });
  expect(await session.ended()).toMatchObject({ state: "done" });
  const stamp = stampOf(rules);
  expect(session.frames.filter((frame) => !sameStamp(frame.stamp, stamp))).toEqual([]);
  return session.text();
}

describe("a column that a rule of an admin masks, on a real PostgreSQL", () => {
  it.each([
    "SELECT salary_note FROM hr.people",
    "SELECT * FROM hr.people",
    "SELECT salary_note AS harmless FROM hr.people",
    "SELECT lower(salary_note) AS l FROM hr.people",
    "SELECT remark FROM hr.board",
    "SELECT row_to_json(p) FROM hr.people p",
  ])("is masked for a member: %s", async (statement) => {
    const text = await seen(statement, ["support"]);
    expect(text).toContain("[SSN]");
    expect(text.toLowerCase()).not.toContain(NOTE);
  });

  it("is in clear for a group that the rule exempts; detectors mask for it still", async () => {
    const text = await seen("SELECT * FROM hr.people", ["payroll"]);
    expect(text).toContain(NOTE);
    expect(text).toContain("[EMAIL]");
    expect(text).not.toContain(MAIL);
  });
});
