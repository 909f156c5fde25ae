import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadStatementParser } from "@/domain/statements/engine";
import { until } from "@/testing/agent-rig";
import { binariesOf18, type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { type Previewed, previewAt } from "@/testing/preview-target";
import type { Driver } from "../driver";
import { makePostgresDriver } from "./driver";

const binaries = binariesOf18();
let target: PostgresTarget;
let driver: Driver;

async function start(options: Parameters<typeof startPostgresTarget>[0]): Promise<void> {
  target = await startPostgresTarget(options);
  driver = makePostgresDriver(await loadStatementParser());
  target.psql(`
    CREATE TABLE parent (id serial PRIMARY KEY, name text UNIQUE, a int);
    CREATE TABLE child (id int, parent_id int REFERENCES parent ON DELETE CASCADE);
    CREATE TABLE later (id int PRIMARY KEY, of int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
    CREATE TABLE slow (id int);
    CREATE TABLE noted (words text);
    CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO noted VALUES ('changed'); RETURN NULL; END $$;
    CREATE TRIGGER notes_changes AFTER UPDATE ON parent FOR EACH ROW EXECUTE FUNCTION note();
    CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;
    CREATE TRIGGER dawdles BEFORE UPDATE ON slow FOR EACH ROW EXECUTE FUNCTION dawdle();
    INSERT INTO slow VALUES (1);
    SELECT setval('parent_id_seq', 1000);`);
}

async function stop(): Promise<void> {
  await driver.close();
  await target.stop();
}

function refill(): void {
  target.psql(`
    TRUNCATE parent, child, later, noted;
    INSERT INTO parent SELECT n, 'p' || n, 0 FROM generate_series(1, 30) n;
    INSERT INTO child SELECT n, 1 FROM generate_series(1, 5) n;`);
}

const NEVER = new AbortController().signal;

function preview(statement: string, signal = NEVER): Promise<Previewed> {
  return previewAt({ driver, target, signal }, statement);
}

const everything = () =>
  target.psql(`SELECT (SELECT jsonb_agg(p ORDER BY id) FROM parent p),
    (SELECT jsonb_agg(c ORDER BY id) FROM child c), (SELECT count(*) FROM later),
    (SELECT count(*) FROM noted), (SELECT count(*) FROM slow)`);
const locks = () =>
  target.psql(`SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE c.relname IN ('parent', 'child', 'later', 'noted', 'slow')`);
const running = () =>
  target.psql(`SELECT count(*) FROM pg_stat_activity
    WHERE application_name = 'gatehouse' AND state = 'active' AND query LIKE '%slow%'`);

describe.skipIf(binaries === null)("a preview", () => {
  beforeAll(() => start({ binaries: binaries ?? "" }));
  afterAll(stop);
  beforeEach(refill);

  it("shows rows before and after, what fired and what it costs, and changes nothing", async () => {
    const before = everything();
    const seen = await preview("UPDATE parent SET a = a + 1 WHERE id <= 3 -- few");
    expect(seen).toMatchObject({ end: "done", failure: null });
    expect(seen.effect).toMatchObject({
      ...{ affected: 3, changed: 6, sequences: [], sample: "before-and-after" },
      triggers: [{ name: "notes_changes on parent", calls: 3 }],
    });
    expect(seen.effect?.cost).toBeGreaterThan(0);
    expect(seen.effect?.estimated).toBeGreaterThan(0);
    expect(seen.names).toEqual(["id", "name", "a", "id", "name", "a"]);
    expect([...seen.sample].sort()).toEqual([
      ["1", "p1", "0", "1", "p1", "1"],
      ["2", "p2", "0", "2", "p2", "1"],
      ["3", "p3", "0", "3", "p3", "1"],
    ]);
    expect(everything()).toBe(before);
    expect(locks()).toBe("0");
  });

  it("counts all rows and shows the first of them", async () => {
    const seen = await preview("UPDATE parent SET a = 1");
    expect([seen.effect?.affected, seen.sample.length]).toEqual([30, 20]);
  });

  it("counts what a cascade takes with it", async () => {
    const before = everything();
    const { effect, sample } = await preview("DELETE FROM parent WHERE id = 1");
    expect(effect).toMatchObject({ affected: 1, changed: 6 });
    expect(sample).toEqual([["1", "p1", "0", null, null, null]]);
    expect(everything()).toBe(before);
  });

  it("names a sequence that went on, also behind a default", async () => {
    const { effect } = await preview("INSERT INTO parent (name) VALUES ('x')");
    expect(effect).toMatchObject({ affected: 1, sequences: ["public.parent_id_seq"] });
    const { effect: other } = await preview("INSERT INTO later VALUES (1, 1)");
    expect(other).toMatchObject({ affected: 1, sequences: [] });
  });

  it("shows what a statement with a RETURNING of its own returns", async () => {
    const seen = await preview("UPDATE parent SET a = 7 WHERE id = 2 RETURNING upper(name) AS n");
    expect(seen).toMatchObject({ names: ["n"], sample: [["P2"]], effect: { sample: "returned" } });
  });

  it("previews a merge and an upsert", async () => {
    const merge = `MERGE INTO parent USING child ON parent.id = child.id
      WHEN MATCHED AND child.id < 3 THEN UPDATE SET a = 9 WHEN MATCHED THEN DELETE`;
    expect((await preview(merge)).effect?.affected).toBe(5);
    const upsert =
      "INSERT INTO parent (id, name) VALUES (1, 'x'), (99, 'y') ON CONFLICT (id) DO UPDATE SET a = 5";
    const { sample } = await preview(upsert);
    expect(sample).toEqual([
      ["1", "p1", "0", "1", "p1", "5"],
      [null, null, null, "99", "y", null],
    ]);
  });

  it("reports a constraint that would only be checked at the commit", async () => {
    const seen = await preview("INSERT INTO later VALUES (1, 4711)");
    expect(seen).toMatchObject({ end: "TARGET.ERROR", effect: { affected: 1 } });
    expect(seen.failure).toContain("foreign key");
    expect(target.psql("SELECT count(*) FROM later")).toBe("0");
  });

  it("tells a failure in the target's words", async () => {
    const seen = await preview("UPDATE parent SET name = 'same'");
    expect(seen).toMatchObject({ end: "TARGET.ERROR", effect: null });
    expect(seen.failure).toContain("unique constraint");
  });

  it.each([
    "UPDATE parent SET a = 1; COMMIT",
    "DROP TABLE parent",
    "COPY parent TO PROGRAM 'cat'",
    "DO $$ BEGIN DELETE FROM parent; END $$",
    "DELETE FROM parent WHERE pg_advisory_lock(1) IS NULL",
    "INSERT INTO parent VALUES (setval('parent_id_seq', 1))",
    "SELECT 1",
  ])("refuses what is not surely undone, unsent: %s", async (statement) => {
    const before = everything();
    expect(await preview(statement)).toMatchObject({ end: "PREVIEW.REFUSED", effect: null });
    expect(everything()).toBe(before);
  });
});

describe("a preview on a PostgreSQL that cannot say how rows were before", () => {
  beforeAll(() => start({}));
  afterAll(stop);
  beforeEach(refill);

  it("finds the rows before an update by the key of their table, whatever the key holds", async () => {
    target.psql(`CREATE TABLE "Odd ""Table" ("k\\'y" text, part int, v text, PRIMARY KEY (part, "k\\'y"));
      INSERT INTO "Odd ""Table" VALUES (E'a\\\\b''c', 1, 'old'), ('z', 1, 'old'), ('z', 2, NULL)`);
    const before = everything();
    const seen = await preview("UPDATE parent SET a = a + 1 WHERE id <= 2");
    expect(seen).toMatchObject({
      end: "done",
      effect: { affected: 2, sample: "before-and-after" },
    });
    expect(seen.names).toEqual(["id", "name", "a", "id", "name", "a"]);
    expect([...seen.sample].sort()).toEqual([
      ["1", "p1", "0", "1", "p1", "1"],
      ["2", "p2", "0", "2", "p2", "1"],
    ]);
    const odd = await preview(`UPDATE "Odd ""Table" t SET v = 'new' FROM child c WHERE c.id = 1`);
    expect([...odd.sample].sort()).toEqual([
      ["a\\b'c", "1", "old", "a\\b'c", "1", "new"],
      ["z", "1", "old", "z", "1", "new"],
      ["z", "2", null, "z", "2", "new"],
    ]);
    expect(everything()).toBe(before);
    expect(locks()).toBe("0");
  });

  it("shows rows as they would be where no key finds them, or as they were before they are deleted", async () => {
    const before = everything();
    for (const [statement, sample] of [
      ["UPDATE child SET id = 7 WHERE id = 1", ["7", "1"]],
      ["UPDATE parent SET id = 77 WHERE id = 7", ["77", "p7", "0"]],
    ] as const) {
      const seen = await preview(statement);
      expect(seen).toMatchObject({ end: "done", sample: [sample], effect: { sample: "after" } });
    }
    const deleted = await preview("DELETE FROM parent WHERE id = 1");
    expect(deleted).toMatchObject({
      ...{ end: "done", sample: [["1", "p1", "0"]] },
      effect: { affected: 1, changed: 6, sample: "before" },
    });
    expect(everything()).toBe(before);
  });

  it("counts what a merge changes, without its rows", async () => {
    const merge =
      "MERGE INTO parent USING child ON parent.id = child.id WHEN MATCHED THEN UPDATE SET a = 9";
    const seen = await preview(merge);
    expect(seen).toMatchObject({
      end: "done",
      sample: [],
      effect: { affected: 5, sample: "none" },
    });
  });

  it("gives up when another transaction holds the row, and says so", async () => {
    const holding = new pg.Client({
      ...{ host: target.host, port: target.port, user: target.superuser },
      ...{ database: "postgres", password: target.password },
    });
    await holding.connect();
    await holding.query("BEGIN");
    await holding.query("UPDATE parent SET a = 5 WHERE id = 1");
    const seen = await preview("UPDATE parent SET a = 1 WHERE id = 1");
    await holding.query("ROLLBACK");
    await holding.end();
    expect(seen.end).toBe("PREVIEW.LOCKED");
    expect(seen.because).toContain("Another transaction");
  });

  it("is stopped by the target's own clock", async () => {
    const seen = await preview("UPDATE slow SET id = 2");
    expect(seen.end).toBe("PREVIEW.TIME");
    expect(locks()).toBe("0");
  });

  it.each([
    ["cancelled", (stop: AbortController) => stop.abort(), "SESSION.CANCELLED"],
    [
      "cut off from the target",
      () =>
        target.psql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'gatehouse' AND query LIKE '%slow%'`),
      "TARGET.LOST",
    ],
  ] as const)("leaves no change and no lock when it is %s in the middle", async (_, end, code) => {
    const before = everything();
    const stop = new AbortController();
    const seen = preview("UPDATE slow SET id = 2", stop.signal);
    await until(() => running() === "1");
    end(stop);
    expect((await seen).end).toBe(code);
    await until(() => locks() === "0");
    expect(everything()).toBe(before);
  });
});
