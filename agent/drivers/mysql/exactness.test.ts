import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellAt, indexRows } from "@/domain/rows/row-format";
import { mysqlParser } from "@/domain/statements/mysql/parser";
import { type MariadbTarget, startMariadbTarget } from "@/testing/mariadb-target";
import { type RunWish, runOnce } from "../contract";
import type { Target } from "../driver";
import { makeMysqlDriver } from "./driver";

const driver = makeMysqlDriver(mysqlParser);
let server: MariadbTarget;
let target: Target;
beforeAll(async () => {
  server = await startMariadbTarget();
  const { host, port, superuser: user, password } = server;
  const admin = await createConnection({ host, port, user, password });
  await admin.query("CREATE DATABASE shop CHARACTER SET latin1");
  await admin.query(
    "CREATE TABLE shop.t (id INT PRIMARY KEY, latin VARCHAR(20), wide VARCHAR(20) CHARACTER SET utf16)",
  );
  await admin.query("INSERT INTO shop.t VALUES (1, 'Zürich', '東京')");
  await admin.end();
  target = {
    settings: {
      ...{ host, port, database: "shop", username: user, tls: "disable", tlsAuthority: "" },
    },
    ...{ password: () => password, readOnly: false, durationSecondsMax: 30, protects: [] },
  };
}, 60_000);
afterAll(() => server.stop());

async function run(statement: string, rest: Partial<RunWish> = {}) {
  const { events, end } = await runOnce({ driver, target, statement, ...rest });
  const columns = events.flatMap((event) => (event.kind === "columns" ? event.columns : []));
  const cells = events.flatMap((event) =>
    event.kind === "rows" ? [cellsOf(event.bytes, event.rowCount)] : [],
  );
  return { events, end, columns, rows: cells.flat() };
}

function cellsOf(block: Uint8Array, rowCount: number): (string | null)[][] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  return Array.from(indexRows(block, rowCount), (row) =>
    Array.from({ length: view.getUint16(row + 5) }, (_, column) => {
      const range = cellAt(view, row, column);
      return range === null ? null : Buffer.from(block.subarray(range.start, range.end)).toString();
    }),
  );
}

/** An expression, the text that must come of it, the type's name and the type of PostgreSQL with such texts. */
const TYPES: readonly (readonly [string, string | null, string, number])[] = [
  ["CAST(18446744073709551615 AS UNSIGNED)", "18446744073709551615", "bigint", 20],
  ["CAST(-9223372036854775808 AS SIGNED)", "-9223372036854775808", "bigint", 20],
  [
    "CAST('12345678901234567890.0123456789' AS DECIMAL(30,10))",
    "12345678901234567890.0123456789",
    "decimal",
    1700,
  ],
  ["1.5e300", "1.5e300", "double", 701],
  ["CAST('2024-02-29' AS DATE)", "2024-02-29", "date", 1082],
  ["CAST('-838:59:59.000001' AS TIME(6))", "-838:59:59.000001", "time", 1083],
  [
    "CAST('9999-12-31 23:59:59.999999' AS DATETIME(6))",
    "9999-12-31 23:59:59.999999",
    "datetime",
    1114,
  ],
  ["CAST('0000-00-00' AS CHAR)", "0000-00-00", "varchar", 25],
  ["NULL", null, "null", 25],
  ["''", "", "varchar", 25],
  ["'😀 naïve \\\\ tab\\t'", "😀 naïve \\ tab\t", "varchar", 25],
  ["x'00ff41'", "\\x00ff41", "varbinary", 17],
  ["CAST('a' AS BINARY(3))", "\\x610000", "varbinary", 17],
  ["CONVERT('a' USING utf16)", "a", "varchar", 25],
  ["JSON_OBJECT('a', 1.0)", '{"a": 1.0}', "varchar", 25],
  [
    "ST_GEOMFROMTEXT('POINT(1 2)')",
    "\\x000000000101000000000000000000f03f0000000000000040",
    "geometry",
    17,
  ],
  ["(SELECT latin FROM t)", "Zürich", "varchar", 25],
  ["(SELECT wide FROM t)", "東京", "varchar", 25],
];

describe("a value", () => {
  it.each(TYPES)("%s comes as it is", async (expression, ...described) => {
    const [text, type, typeId] = described;
    const { rows, columns } = await run(`SELECT ${expression} AS x`);
    expect(rows).toEqual([[text]]);
    expect(columns).toEqual([expect.objectContaining({ name: "x", type, typeId, origin: null })]);
  });

  it("of every type of a column comes with the type's name", async () => {
    const definitions =
      "a TINYINT, b SMALLINT, c MEDIUMINT, d INT, e BIGINT, f BIT(5), g FLOAT, h YEAR, i TIMESTAMP NULL, j ENUM('x','y'), k SET('p','q'), l LONGBLOB, m LONGTEXT, n CHAR(3), o UUID, p INET6, q BOOLEAN";
    const values =
      "-1, 2, 3, 4, 5, b'10110', 1.25, 2024, '2024-01-02 03:04:05', 'y', 'p,q', 'ab', 'text', 'c', '12345678-1234-1234-1234-123456789abc', '::1', true";
    const { rows, columns } = await run(
      `CREATE TEMPORARY TABLE every (${definitions}); INSERT INTO every VALUES (${values}); SELECT * FROM every`,
    );
    expect(rows).toEqual([
      [
        ...["-1", "2", "3", "4", "5", "10110", "1.25", "2024", "2024-01-02 03:04:05", "y", "p,q"],
        ...["\\x6162", "text", "c", "12345678-1234-1234-1234-123456789abc", "::1", "1"],
      ],
    ]);
    expect(columns.map(({ type }) => type).join(" ")).toBe(
      "tinyint smallint mediumint int bigint bit float year timestamp enum set blob text char char char tinyint",
    );
  });

  it("of half a megabyte, and a row of six, come whole", async () => {
    const { rows, end } = await run("SELECT REPEAT('x', 500000), REPEAT('y', 6000000)");
    expect(end).toBe("done");
    expect(rows.map((cells) => cells.map((cell) => cell?.length))).toEqual([[500_000, 6_000_000]]);
  });
  it("beyond what a row may have ends the statement", async () => {
    expect((await run("SELECT REPEAT('x', 9000000)")).end).toBe("LIMIT.ROW");
  });
});

describe("an answer", () => {
  it("tells how many rows were changed, and what the server warns of", async () => {
    const { events } = await run(
      "CREATE TEMPORARY TABLE w (a TINYINT); INSERT IGNORE INTO w VALUES (1), (1000); UPDATE w SET a = 1",
    );
    const complete = events.flatMap((event) => (event.kind === "complete" ? [event] : []));
    expect(complete.map(({ tag, affected }) => [Buffer.from(tag).toString(), affected])).toEqual([
      ["CREATE", null],
      ["INSERT 2", 2],
      ["UPDATE 1", 1],
    ]);
    const notices = events.flatMap((event) => (event.kind === "notice" ? [event.notice] : []));
    expect(notices.map(({ message }) => Buffer.from(message).toString())).toEqual([
      "Out of range value for column 'a' at row 2",
    ]);
  });
  it("of nothing but a comment is empty", async () => {
    const { events } = await run("-- nothing\n");
    expect(events.map(({ kind }) => kind)).toEqual(["complete", "end"]);
  });
  it("with an error says where, and nothing behind it runs", async () => {
    const { events, end } = await run("SELECT 'ä'; SELECT 1 FORM t; SELECT 2");
    const failures = events.flatMap((event) => (event.kind === "failure" ? [event.failure] : []));
    expect([failures[0]?.position, failures[0]?.state, end]).toEqual([27, "42000", "TARGET.ERROR"]);
    expect(events.filter(({ kind }) => kind === "complete")).toHaveLength(1);
  });
  it("of a procedure may be several results", async () => {
    const { events } = await run("CREATE OR REPLACE PROCEDURE two() BEGIN SELECT 1; SELECT 2; END");
    expect(events.at(-1)).toEqual({ kind: "end", refusal: null });
    const called = await run("CALL two()");
    expect(called.rows).toEqual([["1"], ["2"]]);
    expect(called.end).toBe("done");
  });
});

describe("a text", () => {
  it.each([
    ["a semicolon in a text", "SELECT 'a;b'; SELECT 2", [["a;b"], ["2"]]],
    ["one in a comment", "SELECT 1 /* ; */; SELECT 2 -- ;\n", [["1"], ["2"]]],
  ])("is parted as the server would: %s", async (_what, statement, rows) => {
    expect((await run(statement)).rows).toEqual(rows);
  });
  it("that the reader takes for one statement is never two for the server", async () => {
    const { end } = await run("SELECT 1 /*M! ; SELECT 2 */");
    expect(end).toBe("TARGET.ERROR");
  });
  it("gives no file of the agent's to the target", async () => {
    const { end } = await run("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE t");
    expect(end).toBe("TARGET.ERROR");
  });
  it.each([
    "SET NAMES utf16le",
    "SET character_set_results = latin1",
    "SET character_set_results = NULL",
  ])("whose results would come in another encoding ends: %s", async (set) => {
    expect((await run(`${set}; SELECT latin, wide FROM t`)).end).not.toBe("done");
  });
});
