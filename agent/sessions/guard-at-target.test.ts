import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Criterion } from "@/domain/guardrails/criteria/criterion";
import type { RelationAccess } from "@/domain/guardrails/criteria/relations";
import type { PolicyBundle } from "@/protocol/agent-events";
import { AgentRig, type OpenWish } from "@/testing/agent-rig";
import type { PostgresTarget } from "@/testing/postgres-target";

const SCHEMA = `
  CREATE SCHEMA pii; CREATE SCHEMA crm;
  CREATE TABLE pii.people (id int, email text);
  INSERT INTO pii.people VALUES (1, 'eve@example.com'), (2, 'bob@example.com');
  CREATE TABLE public.plain (id int, note text); CREATE VIEW public.plain_view AS TABLE public.plain;
  CREATE VIEW public.board AS SELECT id, email AS contact FROM pii.people;
  CREATE VIEW public.over_board AS SELECT b.id FROM public.board b JOIN public.plain p USING (id);
  CREATE MATERIALIZED VIEW public.copy AS SELECT * FROM public.board;
  CREATE TABLE public.inbox (id int);
  CREATE RULE forward AS ON INSERT TO public.inbox DO ALSO INSERT INTO pii.people VALUES (NEW.id, 'x');
  CREATE TABLE pii.events (id int, at int) PARTITION BY RANGE (at);
  CREATE TABLE public.events_1 PARTITION OF pii.events FOR VALUES FROM (0) TO (10);
  CREATE TABLE public.events_2 PARTITION OF pii.events FOR VALUES FROM (10) TO (20);
  CREATE TABLE crm.base (id int); CREATE TABLE pii.child () INHERITS (crm.base);
  CREATE VIEW crm.people AS SELECT 1 AS id;
  CREATE VIEW public."odd ""name'" AS SELECT * FROM pii.people;`;

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

type Rule = NonNullable<PolicyBundle["guardrails"]>[number];

function aRule(action: Rule["action"], ...criteria: readonly Criterion[]): Rule {
  const rule = { id: `grd_${action}`, name: "PII", message: "", priority: 1, action };
  return { ...rule, criteria } as Rule;
}

function about(names: readonly string[], access: RelationAccess = "any"): Criterion {
  return { kind: "relations", names, access };
}

async function ending(statement: string, rule: Rule, wish: OpenWish = {}) {
  const session = await rig.open(statement, { ...wish, guardrails: [rule] });
  return await session.ended();
}

async function endOf(statement: string, ...criteria: readonly Criterion[]): Promise<string> {
  const { code, state } = await ending(statement, aRule("block", ...criteria));
  return code ?? state;
}

const PEOPLE = about(["pii.people"]);
const BLOCKED = "GUARDRAIL.BLOCKED";

describe("a guardrail on a relation", () => {
  const ways = [
    "SELECT * FROM board",
    "SELECT id FROM public.over_board",
    "SELECT contact FROM copy",
    "TABLE public.board",
    "COPY public.board TO STDOUT",
    "COPY (SELECT 1 FROM board) TO STDOUT",
    "WITH w AS (SELECT * FROM board) SELECT * FROM w",
    "WITH plain AS (SELECT * FROM board) SELECT * FROM plain",
    "EXPLAIN ANALYZE SELECT * FROM board",
    "SELECT 1; SELECT * FROM board",
    "DECLARE c CURSOR FOR SELECT * FROM board",
    "SELECT * FROM plain WHERE id IN (SELECT id FROM board)",
    "UPDATE board SET contact = 'x' WHERE id = 1",
    "INSERT INTO inbox VALUES (9)",
    'SELECT * FROM "odd ""name\'"',
    "REFRESH MATERIALIZED VIEW copy",
    "MERGE INTO plain USING board ON plain.id = board.id WHEN MATCHED THEN DO NOTHING",
    "SET search_path = crm; SELECT * FROM board",
  ];
  it.each(ways)("speaks of what stands behind a view or a rule: %s", async (statement) => {
    expect(await endOf(statement, PEOPLE)).toBe(BLOCKED);
    expect(target.psql("SELECT count(*) FROM pii.people")).toBe("2");
  });

  it("says which view leads to which relation", async () =>
    expect((await ending("TABLE over_board", aRule("block", PEOPLE))).because).toBe(
      "Guardrail “PII”: It touches public.over_board, which leads to pii.people.",
    ));

  it("masks what a name of the target's own holds", async () => {
    target.psql('CREATE VIEW "by eve@example.com" AS TABLE pii.people');
    const { because } = await ending('TABLE "by eve@example.com"', aRule("block", PEOPLE));
    expect(because).toContain("which leads to pii.people");
    expect(because).not.toContain("eve@example.com");
  });

  it("speaks of parents and children, and not of neighbours", async () => {
    expect(await endOf("TABLE events_1", about(["pii.events"]))).toBe(BLOCKED);
    expect(await endOf("TABLE pii.events", about(["public.events_1"]))).toBe(BLOCKED);
    expect(await endOf("TABLE crm.base", about(["pii.child"]))).toBe(BLOCKED);
    expect(await endOf("TABLE events_1", about(["public.events_2"]))).toBe("done");
  });

  it("tells a read from a write through a view", async () => {
    expect(await endOf("TABLE board", about(["pii.people"], "write"))).toBe("done");
    expect(await endOf("UPDATE board SET id = id", about(["pii.people"], "write"))).toBe(BLOCKED);
    expect(await endOf("TABLE inbox", PEOPLE)).toBe("done");
  });

  it("lets through what leads elsewhere", async () => {
    expect(await endOf("TABLE plain_view", PEOPLE)).toBe("done");
    expect(await endOf("SELECT 1", PEOPLE)).toBe("done");
    expect(await endOf("TABLE crm.people", PEOPLE)).toBe("done");
    expect(await endOf("TABLE nothing_of_that_name", PEOPLE)).toBe("TARGET.ERROR");
  });

  it("speaks of what stands behind views of the system catalogue", async () => {
    target.psql("CREATE VIEW who AS SELECT rolname FROM pg_authid");
    const roles = about(["pg_catalog.pg_authid"]);
    for (const view of ["pg_shadow", "pg_catalog.pg_user", "who"]) {
      expect(await endOf(`SELECT 1 FROM ${view}`, roles)).toBe(BLOCKED);
    }
    expect(await endOf("SELECT 1 FROM pg_tables LIMIT 1", roles)).toBe("done");
    expect(await endOf("SELECT 1 FROM plain_view", roles)).toBe("done");
  });

  it("asks for a LIMIT behind a view too", async () => {
    const limited: Criterion = { kind: "no-limit", names: ["pii.people"] };
    expect(await endOf("TABLE board", limited)).toBe(BLOCKED);
    expect(await endOf("SELECT * FROM board LIMIT 1", limited)).toBe("done");
    expect(await endOf("TABLE plain_view", limited)).toBe("done");
  });

  it("does not believe names that the same text may change", async () => {
    const text = "ALTER VIEW plain_view RENAME TO old; ALTER VIEW board RENAME TO plain_view; ";
    expect(await endOf(`${text} TABLE plain_view`, PEOPLE)).toBe(BLOCKED);
    expect(await endOf("CREATE TABLE made (id int); TABLE made", PEOPLE)).toBe(BLOCKED);
    expect(target.psql("SELECT to_regclass('made') IS NULL")).toBe("t");
  });

  it("does not believe names behind rights or a function of one's own", async () => {
    target.psql(`CREATE FUNCTION own_ddl() RETURNS void LANGUAGE sql AS
      'CREATE OR REPLACE VIEW plain_view AS SELECT id, email AS note FROM pii.people'`);
    const writes = about(["pii.people"], "write");
    const made =
      "CREATE SCHEMA z CREATE VIEW z.b AS TABLE pii.people GRANT SELECT ON z.b TO public";
    for (const text of [`${made}; DELETE FROM z.b`, "SELECT own_ddl(); DELETE FROM plain_view"]) {
      expect(await endOf(`${text} WHERE id = 1`, writes)).toBe(BLOCKED);
    }
    expect(target.psql("SELECT count(*) FROM pii.people")).toBe("2");
  });

  it("asks the catalogue at each command: a view of a moment ago is seen", async () => {
    target.psql("CREATE VIEW fresh AS TABLE plain");
    expect(await endOf("TABLE fresh", PEOPLE)).toBe("done");
    target.psql("DROP VIEW fresh; CREATE VIEW fresh AS TABLE pii.people");
    expect(await endOf("TABLE fresh", PEOPLE)).toBe(BLOCKED);
  });
});

describe("what only the target shows", () => {
  it("to need an approval is refused, unless the command was approved", async () => {
    const rule = aRule("require-approval", PEOPLE);
    expect(await ending("TABLE board", rule)).toMatchObject({
      ...{ state: "blocked", code: "GUARDRAIL.REACHED", rows: 0 },
      because: expect.stringContaining("public.board, which leads to pii.people"),
    });
    expect((await ending("TABLE board", rule, { approved: true })).state).toBe("done");
    expect((await ending("TABLE pii.people", rule)).state).toBe("done"); // The gateway held it.
  });

  it("to be warned of is said before the result", async () => {
    const rule = aRule("warn", PEOPLE);
    const session = await rig.open("TABLE board", { guardrails: [rule] });
    expect((await session.ended()).state).toBe("done");
    expect(session.text()).toContain("public.board, which leads to pii.people");
    const plain = await rig.open("TABLE pii.people", { guardrails: [rule] });
    expect((await plain.ended()).state).toBe("done");
    expect(plain.text()).not.toContain("Guardrail"); // The gateway said it.
  });

  it("is asked on a read-only connection and for a preview as well", async () => {
    const rule = aRule("block", PEOPLE);
    expect((await ending("TABLE board", rule, { readOnly: true })).code).toBe(BLOCKED);
    const update = "UPDATE board SET id = id WHERE id = 1";
    expect((await ending(update, rule, { readOnly: true, preview: true })).code).toBe(BLOCKED);
  });
});

describe("a catalogue that cannot be read", () => {
  it("sends nothing that names a relation", async () => {
    target.psql("REVOKE SELECT ON pg_rewrite FROM PUBLIC; CREATE ROLE blind LOGIN PASSWORD 'b'");
    target.psql("GRANT SELECT ON plain TO blind");
    const session = await rig.open("TABLE plain", {
      ...{ username: "blind", password: "b", guardrails: [aRule("warn", PEOPLE)] },
      masking: { version: 1, detectors: [], columns: [] },
    });
    expect(await session.ended()).toMatchObject({ state: "blocked", code: "GUARDRAIL.FAILED" });
  });
});
