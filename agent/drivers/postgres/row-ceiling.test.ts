import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DatabaseSettings } from "@/domain/connections/database-settings";
import { loadStatementParser } from "@/domain/statements/engine";
import { type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { runOnce } from "../contract";
import type { Driver } from "../driver";
import { makePostgresDriver } from "./driver";

let target: PostgresTarget;
let driver: Driver;

beforeAll(async () => {
  target = await startPostgresTarget({});
  driver = makePostgresDriver(await loadStatementParser());
  target.psql(`
    CREATE TABLE parent (id int PRIMARY KEY, a int);
    CREATE TABLE child (id int, parent_id int REFERENCES parent ON DELETE CASCADE);
    CREATE TABLE later (id int PRIMARY KEY, of int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);`);
});
afterAll(async () => {
  await driver.close();
  await target.stop();
});
beforeEach(() => {
  target.psql(`
    TRUNCATE parent, child, later;
    INSERT INTO parent SELECT n, 0 FROM generate_series(1, 10) n;
    INSERT INTO child SELECT n, 1 FROM generate_series(1, 5) n;`);
});

async function run(statement: string, affectedRowsMax: number): Promise<string> {
  const { superuser, password, port } = target;
  const settings: DatabaseSettings = {
    ...{ host: "127.0.0.1", port, database: "postgres", username: superuser },
    ...{ tls: "disable", tlsAuthority: "" },
  };
  const wish = {
    settings,
    password: () => password,
    readOnly: false,
    durationSecondsMax: 30,
    protects: [],
  };
  return (await runOnce({ driver, target: wish, statement, limits: { affectedRowsMax } })).end;
}

const changed = () => target.psql("SELECT count(*) FROM parent WHERE a <> 0").trim();
const left = () => target.psql("SELECT count(*) FROM parent").trim();

describe("a row ceiling", () => {
  it("keeps a change of as many rows as it allows", async () => {
    expect(await run("UPDATE parent SET a = 1 WHERE id <= 3", 3)).toBe("done");
    expect(changed()).toBe("3");
  });

  it("undoes a change of one row more, all of it", async () => {
    expect(await run("UPDATE parent SET a = 1 WHERE id <= 4", 3)).toBe("LIMIT.AFFECTED");
    expect(changed()).toBe("0");
  });

  it.each([
    [
      "several statements",
      "UPDATE parent SET a = 1 WHERE id = 1; UPDATE parent SET a = 1 WHERE id < 4",
    ],
    [
      "a write within a read",
      "WITH x AS (UPDATE parent SET a = 1 RETURNING id) SELECT count(*) FROM x",
    ],
    ["what a cascade takes with it", "DELETE FROM parent WHERE id = 1"],
  ])("counts %s", async (_, statement) => {
    expect(await run(statement, 3)).toBe("LIMIT.AFFECTED");
    expect([changed(), left()]).toEqual(["0", "10"]);
  });

  it.each([
    "COMMIT; UPDATE parent SET a = 1",
    "UPDATE parent SET a = 1; COMMIT",
    "DO $$ BEGIN UPDATE parent SET a = 1; END $$",
    "TRUNCATE parent CASCADE",
    "SET track_counts = off; UPDATE parent SET a = 1",
    "COPY parent TO PROGRAM 'cat'",
    "UPDAT parent",
  ])("refuses what it could not bound, unsent: %s", async (statement) => {
    expect(await run(statement, 100)).toBe("STATEMENT.UNSUPPORTED");
    expect([changed(), left()]).toEqual(["0", "10"]);
  });

  it("of nothing lets nothing be changed, and reads are no change", async () => {
    expect(await run("SELECT * FROM parent", 0)).toBe("done");
    expect(await run("UPDATE parent SET a = 1 WHERE id = 1", 0)).toBe("LIMIT.AFFECTED");
    expect(changed()).toBe("0");
  });

  it("says so when the target refuses to commit", async () => {
    expect(await run("INSERT INTO later VALUES (1, 4711)", 5)).toBe("TARGET.ERROR");
    expect(target.psql("SELECT count(*) FROM later").trim()).toBe("0");
  });

  it("keeps nothing of a statement that fails", async () => {
    expect(await run("UPDATE parent SET a = 1; SELECT 1/0", 100)).toBe("TARGET.ERROR");
    expect(changed()).toBe("0");
  });
});
