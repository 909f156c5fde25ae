import { existsSync } from "node:fs";
import { createConnection } from "mysql2/promise";
import { expect } from "vitest";
import { mysqlParser } from "@/domain/statements/mysql/parser";
import { type MariadbTarget, startMariadbTarget } from "@/testing/mariadb-target";
import { type ContractWorld, describeDriver } from "../contract";
import { makeMysqlDriver } from "./driver";

const FILE = "/tmp/gatehouse-mysql-read-only-trick";

/** Each would write if it ran; together they are the tricks that people know. */
const WRITES = [
  "INSERT INTO kept VALUES (2)",
  "REPLACE INTO kept VALUES (2)",
  "UPDATE kept SET id = 3",
  "DELETE FROM kept",
  "TRUNCATE kept",
  "SET SESSION TRANSACTION READ WRITE; INSERT INTO kept VALUES (2)",
  "COMMIT; INSERT INTO kept VALUES (2)",
  "ROLLBACK; START TRANSACTION READ WRITE; INSERT INTO kept VALUES (2); COMMIT",
  "SELECT 1; COMMIT; INSERT INTO kept VALUES (2)",
  "SELECT 1 /*!; INSERT INTO kept VALUES (2) */",
  "SELECT 1 /*!50000 ; INSERT INTO kept VALUES (2) */",
  "SELECT 1 /*M! ; INSERT INTO kept VALUES (2) */",
  "/*!99999 SELECT */ INSERT INTO kept VALUES (2)",
  "SELECT write_kept()",
  "SELECT `write_kept`()",
  "SELECT kept.write_kept()",
  "SELECT * FROM kept WHERE write_kept() = 1",
  "SELECT * FROM writing",
  "CALL write_kept_too()",
  "PREPARE p FROM 'INSERT INTO kept VALUES (2)'; EXECUTE p",
  "EXECUTE IMMEDIATE 'INSERT INTO kept VALUES (2)'",
  "BEGIN NOT ATOMIC INSERT INTO kept VALUES (2); END",
  "CREATE TABLE other AS SELECT 1",
  "CREATE TABLE other (id INT)",
  "DROP TABLE kept",
  "SELECT * FROM kept FOR UPDATE",
  "SELECT * FROM kept LOCK IN SHARE MODE",
  "SELECT NEXT VALUE FOR kept_seq",
  "SELECT NEXTVAL(kept_seq)",
  "SELECT SETVAL(kept_seq, 100)",
  `SELECT * FROM kept INTO OUTFILE '${FILE}'`,
  `SELECT id INTO DUMPFILE '${FILE}' FROM kept LIMIT 1`,
  "SELECT LOAD_FILE('/etc/hostname')",
  "LOAD DATA INFILE '/etc/hostname' INTO TABLE kept",
  "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE kept",
  "HANDLER kept OPEN",
  "LOCK TABLES kept WRITE",
  "SET @x = 1",
  "SELECT @x := 1",
  "SELECT 1 INTO @x",
  "SET GLOBAL max_connections = 5",
  "SELECT GET_LOCK('x', 1)",
  "KILL 1",
  "EXPLAIN ANALYZE INSERT INTO kept VALUES (2)",
  "ANALYZE INSERT INTO kept VALUES (2)",
  "ANALYZE TABLE kept",
  "SELECT 'a\\'; DELETE FROM kept; -- '",
  'SELECT "a\\"; DELETE FROM kept; -- "',
  "SELEC 1",
];

async function start(): Promise<ContractWorld> {
  const target = await startMariadbTarget();
  const admin = await adminOf(target);
  for (const sql of [
    "CREATE DATABASE kept",
    "USE kept",
    "CREATE TABLE kept (id INT) ENGINE=InnoDB",
    "INSERT INTO kept VALUES (1)",
    "CREATE SEQUENCE kept_seq",
    `CREATE FUNCTION write_kept() RETURNS INT MODIFIES SQL DATA
       BEGIN INSERT INTO kept VALUES (9); RETURN 1; END`,
    "CREATE PROCEDURE write_kept_too() INSERT INTO kept VALUES (9)",
    "CREATE VIEW writing AS SELECT write_kept() AS written",
  ]) {
    await admin.query(sql);
  }
  const state = async () => {
    const [rows] = await admin.query(
      `SELECT (SELECT GROUP_CONCAT(id) FROM kept.kept) AS ids,
         (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME = 'other') AS others,
         (SELECT next_not_cached_value FROM kept.kept_seq) AS next`,
    );
    return JSON.stringify(rows);
  };
  const before = await state();
  return {
    driver: makeMysqlDriver(mysqlParser),
    wrongPassword: "canary-wrong-password",
    target: ({ readOnly = false, password = target.password, port = target.port } = {}) => ({
      settings: {
        ...{ host: target.host, port, database: "kept", username: target.superuser },
        ...{ tls: "disable", tlsAuthority: "" },
      },
      ...{ password: () => password, readOnly, durationSecondsMax: 60, protects: [] },
    }),
    rows: (count) => `SELECT seq, CONCAT('row ', seq) AS words FROM seq_1_to_${count}`,
    sleep: (seconds) => `SELECT SLEEP(${seconds})`,
    twoResults: "SELECT 1 AS one; SELECT 2 AS two",
    wrong: "SELECT nothing_of_this_name",
    writes: WRITES,
    async expectUnchanged() {
      expect(await state()).toBe(before);
      expect(existsSync(FILE)).toBe(false);
    },
    async running() {
      const [rows] = await admin.query(
        `SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST
         WHERE COMMAND = 'Query' AND ID <> CONNECTION_ID() AND INFO REGEXP 'seq_1|SLEEP|kept'`,
      );
      return Number(Reflect.get(Object(Array.isArray(rows) ? rows[0] : {}), "n"));
    },
    async stop() {
      await admin.end();
      await target.stop();
    },
  };
}

async function adminOf({ host, port, superuser, password }: MariadbTarget) {
  return await createConnection({ host, port, user: superuser, password });
}

describeDriver("MySQL (MariaDB)", start);
