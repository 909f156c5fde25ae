import { existsSync } from "node:fs";
import { expect } from "vitest";
import { loadStatementParser } from "@/domain/statements/engine";
import { binariesOf18, type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { type ContractWorld, describeDriver } from "../contract";
import { makePostgresDriver } from "./driver";

const PASSWORD = "canary-right-password";

/** Each would write if it ran; together they are the tricks that people know. */
const WRITES = [
  "INSERT INTO kept VALUES (2)",
  "UPDATE kept SET id = 3",
  "DELETE FROM kept",
  "TRUNCATE kept",
  "SET transaction_read_only = off; INSERT INTO kept VALUES (2)",
  "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; INSERT INTO kept VALUES (2)",
  "SELECT set_config('transaction_read_only', 'off', false); INSERT INTO kept VALUES (2)",
  "SELECT set_config('transaction_read_only', 'off', false)",
  "COMMIT; INSERT INTO kept VALUES (2)",
  "ROLLBACK; BEGIN READ WRITE; INSERT INTO kept VALUES (2); COMMIT",
  "SELECT 1; COMMIT; INSERT INTO kept VALUES (2)",
  "DO $$ BEGIN INSERT INTO kept VALUES (2); END $$",
  "DO $$ BEGIN COMMIT; INSERT INTO kept VALUES (2); END $$",
  "SELECT write_kept()",
  "SELECT * FROM write_kept()",
  "SELECT 1 WHERE write_kept() IS NULL",
  "CALL write_kept_too()",
  "WITH x AS (INSERT INTO kept VALUES (2) RETURNING id) SELECT * FROM x",
  "SELECT (WITH x AS (DELETE FROM kept RETURNING id) SELECT count(*) FROM x)",
  "EXPLAIN ANALYZE INSERT INTO kept VALUES (2)",
  "EXPLAIN (ANALYZE) DELETE FROM kept",
  "PREPARE p AS INSERT INTO kept VALUES (2); EXECUTE p",
  "SELECT * INTO other FROM kept",
  "CREATE TABLE other AS SELECT 1",
  "CREATE TABLE other (id int)",
  "DROP TABLE kept",
  "COPY kept FROM '/etc/hostname'",
  "COPY kept TO '/tmp/gatehouse-read-only-trick'",
  "COPY kept TO PROGRAM 'cat > /tmp/gatehouse-read-only-trick'",
  "SELECT lo_export(lo_from_bytea(0, 'x'), '/tmp/gatehouse-read-only-trick')",
  // Before PostgreSQL 16 a read-only transaction did not stop the functions of large objects.
  "SELECT lo_from_bytea(4711, 'x')",
  "SELECT pg_catalog.lo_create(4712)",
  "SELECT lo_creat(-1)",
  "SELECT lo_put(4710, 0, 'changed')",
  "SELECT lowrite(lo_open(4710, 131072), 'changed')",
  "SELECT lo_truncate(lo_open(4710, 131072), 0)",
  "SELECT lo_truncate64(lo_open(4710, 131072), 0)",
  "SELECT lo_unlink(4710)",
  // Functions that run a text as a query: what it calls is not seen by the parser.
  "SELECT * FROM ts_stat('SELECT to_tsvector(lo_unlink(4710)::text)')",
  "SELECT ts_rewrite('a'::tsquery, 'SELECT (''a'' || lo_unlink(4710))::tsquery, ''b''::tsquery')",
  "SELECT nextval('kept_seq')",
  "SELECT setval('kept_seq', 100)",
  "NOTIFY somebody",
  "LOCK TABLE kept",
  "SELECT * FROM kept FOR UPDATE",
  "ALTER SYSTEM SET work_mem = '1MB'",
  "SELECT pg_terminate_backend(1)",
  "SELECT query_to_xml('DELETE FROM kept', true, true, '')",
  "SELECT 'a\\'; DELETE FROM kept; --'",
  "SELEC 1",
];

function worldOf(target: PostgresTarget): Promise<ContractWorld> {
  return loadStatementParser().then((parser) => ({
    driver: makePostgresDriver(parser),
    wrongPassword: "canary-wrong-password",
    target: ({ readOnly = false, password = PASSWORD, port = target.port } = {}) => ({
      settings: {
        ...{ host: target.host, port, database: "postgres", username: target.superuser },
        ...{ tls: "disable", tlsAuthority: "" },
      },
      ...{ password: () => password, readOnly, durationSecondsMax: 60, protects: [] },
    }),
    rows: (count) => `SELECT i, 'row ' || i AS words FROM generate_series(1, ${count}) i`,
    sleep: (seconds) => `SELECT pg_sleep(${seconds})`,
    twoResults: "SELECT 1 AS one; SELECT 2 AS two",
    wrong: "SELECT nothing_of_this_name",
    writes: WRITES,
    expectUnchanged() {
      const state = `SELECT (SELECT string_agg(id::text, ',') FROM kept), last_value, is_called,
        (SELECT count(*) FROM pg_class WHERE relname = 'other'),
        (SELECT count(*) FROM pg_largeobject_metadata), convert_from(lo_get(4710), 'UTF8')
        FROM kept_seq`;
      expect(target.psql(state)).toBe("1|1|f|0|1|kept");
      expect(existsSync("/tmp/gatehouse-read-only-trick")).toBe(false);
    },
    running: () =>
      Number(
        target.psql(
          `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gatehouse'
             AND state = 'active' AND query ~ 'generate_series|pg_sleep|kept'`,
        ),
      ),
    stop: () => target.stop(),
  }));
}

function prepare(target: PostgresTarget): PostgresTarget {
  target.psql(`
    CREATE TABLE kept (id int);
    INSERT INTO kept VALUES (1);
    SELECT lo_from_bytea(4710, 'kept');
    CREATE SEQUENCE kept_seq;
    CREATE FUNCTION write_kept() RETURNS int LANGUAGE sql AS 'INSERT INTO kept VALUES (9) RETURNING id';
    CREATE PROCEDURE write_kept_too() LANGUAGE plpgsql AS
      'BEGIN COMMIT; INSERT INTO kept VALUES (9); END'`);
  return target;
}

describeDriver("PostgreSQL 15", async () =>
  worldOf(prepare(await startPostgresTarget({ password: PASSWORD }))),
);

const binaries = binariesOf18();
if (binaries !== null) {
  describeDriver("PostgreSQL 18", async () =>
    worldOf(prepare(await startPostgresTarget({ password: PASSWORD, binaries }))),
  );
}
