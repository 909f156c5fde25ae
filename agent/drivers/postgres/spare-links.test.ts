import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadStatementParser } from "@/domain/statements/engine";
import { type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { runOnce } from "../contract";
import type { Driver, Target } from "../driver";
import { makePostgresDriver } from "./driver";
import { POSTGRES_LIMITS } from "./limits";

const parser = await loadStatementParser();
let server: PostgresTarget;
let driver: Driver;
beforeAll(async () => {
  server = await startPostgresTarget();
  server.psql(`CREATE FUNCTION sets() RETURNS text LANGUAGE sql AS
    'SELECT set_config(''search_path'', ''elsewhere'', false)'`);
  server.psql("CREATE VIEW sets_too AS SELECT sets() AS it");
});
afterAll(() => server.stop());
beforeEach(() => {
  driver = makePostgresDriver(parser);
});
afterEach(() => driver.close());

function target(readOnly = false, password = server.password): Target {
  return {
    settings: {
      ...{ host: server.host, port: server.port, database: "postgres" },
      ...{ username: server.superuser, tls: "disable", tlsAuthority: "" },
    },
    ...{ password: () => password, readOnly, durationSecondsMax: 30, protects: [] },
  };
}

const run = (statement: string, readOnly = false) =>
  runOnce({ driver, target: target(readOnly), statement });

/** Process ids of our connections in the target. */
const backends = () =>
  server.psql("SELECT pid FROM pg_stat_activity WHERE application_name = 'gatehouse' ORDER BY 1");
const words = async (statement: string, readOnly = false) => {
  const { events } = await run(statement, readOnly);
  const rows = events.find((event) => event.kind === "rows");
  return rows?.kind === "rows" ? Buffer.from(rows.bytes.subarray(11)).toString() : "";
};

describe("a connection that is kept for the next session", () => {
  it.each([false, true])("is used again after plain reads (read-only: %s)", async (readOnly) => {
    await run("SELECT 1", readOnly);
    await expect.poll(backends).not.toBe("");
    const before = backends();
    for (let again = 0; again < 5; again += 1) await run("SELECT 1", readOnly);
    expect(backends()).toBe(before);
  });
  it("is not used again after anything else", async () => {
    for (const statement of ["SELECT sets()", "SET a.b = 'c'", "SELECT 1/0", "SHOW search_path"]) {
      await run(statement);
      await expect.poll(backends).toMatch(/^\d+$/);
      const before = backends();
      await run(statement);
      await expect.poll(backends).toMatch(/^\d+$/);
      expect(backends(), statement).not.toBe(before);
    }
  });
  it("shows nothing of what a session before it did, whatever that was", async () => {
    for (const dirt of [
      "SET search_path = elsewhere",
      "SELECT sets()",
      "SELECT * FROM sets_too",
      "CREATE TEMP TABLE mine AS SELECT 1 AS a",
      "PREPARE p AS SELECT 1",
      "BEGIN; CREATE TEMP TABLE mine (a int)",
      "SELECT pg_advisory_lock(1)",
      "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
      "SET ROLE pg_read_all_data",
      "SET statement_timeout = 0",
    ]) {
      await run(dirt);
      expect(await words("SHOW search_path"), dirt).toBe('"$user", public');
      expect(await words("SHOW statement_timeout"), dirt).toBe("32s");
      expect(await words("SELECT current_user"), dirt).toBe(server.superuser);
      expect((await run("SELECT * FROM mine")).end, dirt).toBe("TARGET.ERROR");
      expect((await run("EXECUTE p")).end, dirt).toBe("TARGET.ERROR");
      expect((await run("FETCH c")).end, dirt).toBe("TARGET.ERROR");
      const locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'";
      await expect.poll(() => server.psql(locks)).toBe("0");
    }
  });
  it("stays read-only when its target is", async () => {
    server.psql("CREATE TABLE IF NOT EXISTS kept (a int)");
    await run("SELECT 1", true);
    expect((await run("INSERT INTO kept VALUES (1)", true)).end).toBe("STATEMENT.READ_ONLY");
    expect(await words("SHOW transaction_read_only", true)).toBe("on");
    await run("SELECT 1");
    expect((await run("INSERT INTO kept VALUES (1)")).end).toBe("done");
  });
  it("is dropped when another password is asked for", async () => {
    await run("SELECT 1");
    await expect.poll(backends).not.toBe("");
    const wrong = driver.open(target(false, "wrong"), new AbortController().signal);
    await expect(wrong).rejects.toMatchObject({ code: "TARGET.SIGNIN" });
    await expect.poll(backends).toBe("");
  });
  it("that the target ended is not met by the next session", async () => {
    await run("SELECT 1");
    await expect.poll(backends).not.toBe("");
    const ended = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity";
    server.psql(`${ended} WHERE application_name = 'gatehouse'`);
    await expect.poll(backends).toBe("");
    expect((await run("SELECT 1")).end).toBe("done");
  });
  it("is one of a few, and none is left when the driver closes", async () => {
    await Promise.all(Array.from({ length: 12 }, () => run("SELECT 1")));
    const count = () => backends().split("\n").filter(Boolean).length;
    await expect.poll(count).toBeLessThanOrEqual(POSTGRES_LIMITS.sparesOfTargetMax);
    await driver.close();
    await expect.poll(count).toBe(0);
  });
});
