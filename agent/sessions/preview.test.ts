import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentRig, CANARY } from "@/testing/agent-rig";
import { binariesOf18, type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";

const SSN = "536-22-8145";
const EMAIL = "canary.person@example.com";
const binaries = binariesOf18();
let target: PostgresTarget;
let rig: AgentRig;

async function start(options: Parameters<typeof startPostgresTarget>[0]): Promise<void> {
  target = await startPostgresTarget({ password: CANARY, ...options });
  target.psql(`CREATE TABLE people (id int PRIMARY KEY, email text, ssn text, bio text, odd text);
    CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE NOTICE 'changing %', OLD.email; RETURN NEW; END $$;
    CREATE TRIGGER tells BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION tell();
    ALTER TABLE people ADD CONSTRAINT short CHECK (length(odd) < 40);
    INSERT INTO people VALUES (1, '${EMAIL}', '${SSN}', '', 'x')`);
  rig = new AgentRig(target);
  await rig.start();
}

async function stop(): Promise<void> {
  await rig.stop();
  await target.stop();
}

async function previewed(statement: string) {
  const session = await rig.open(statement, { preview: true, readOnly: true });
  return { end: await session.ended(), text: session.text(), session };
}

const STATEMENTS = [
  "UPDATE people SET bio = 'hello' WHERE id = 1",
  // What one would try: copy a masked column into one that is not, or return it under another name.
  "UPDATE people SET bio = ssn, odd = email WHERE id = 1",
  "UPDATE people SET bio = 'x' RETURNING ssn AS harmless, lower(email) AS word",
  `UPDATE people SET bio = 'x' WHERE ssn = '${SSN}' AND email = '${EMAIL}'`,
  "INSERT INTO people SELECT 2, email, ssn, '', ssn FROM people",
  "DELETE FROM people",
  // The target's own error would repeat the row.
  "UPDATE people SET odd = email || ssn || email",
];

describe.skipIf(binaries === null).each([
  ["18", { binaries: binaries ?? "" }],
  ["15", {}],
] as const)("a preview on PostgreSQL %s", (_, options) => {
  beforeAll(() => start(options));
  afterAll(stop);

  it.each(STATEMENTS)("lets no original out, whatever the statement: %s", async (statement) => {
    const { text, end } = await previewed(statement);
    // Of an error only words that hold no value are shown.
    expect(text).toMatch(end.state === "done" ? /\[EMAIL\]/ : /violates check constraint/);
    expect(text).not.toContain(SSN);
    expect(text).not.toContain(EMAIL);
    expect(text).not.toContain(CANARY);
    expect(["done", "failed"]).toContain(end.state);
    expect(target.psql("SELECT * FROM people")).toBe(`1|${EMAIL}|${SSN}||x`);
  });

  it("carries its facts and its sample as two results", async () => {
    const { session, end } = await previewed("UPDATE people SET bio = 'hello' WHERE id = 1");
    expect(end).toMatchObject({ state: "done", code: null });
    expect(session.payloads("complete")).toMatchObject([
      { tag: "PREVIEW", affected: 1 },
      { tag: "SAMPLE", affected: 1 },
    ]);
  });

  it("blocks what is not surely undone before anything is sent", async () => {
    const { end, session } = await previewed("DROP TABLE people");
    expect(end).toMatchObject({ state: "blocked", code: "PREVIEW.REFUSED" });
    expect(session.frames.map(({ kind }) => kind)).toEqual(["end"]);
  });

  it("cannot be written by an agent that does not know what a preview is", async () => {
    const session = await rig.open("UPDATE people SET bio = 'y'", { readOnly: true });
    expect(await session.ended()).toMatchObject({ state: "blocked", code: "STATEMENT.READ_ONLY" });
    expect(target.psql("SELECT bio FROM people")).toBe("");
  });
});
