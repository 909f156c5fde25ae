import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellAt, indexRows } from "@/domain/rows/row-format";
import { loadStatementParser } from "@/domain/statements/engine";
import { type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { type Ran, runOnce } from "../contract";
import type { Target } from "../driver";
import { makePostgresDriver } from "./driver";

const driver = makePostgresDriver(await loadStatementParser());
let server: PostgresTarget;
beforeAll(async () => {
  server = await startPostgresTarget();
});
afterAll(async () => {
  await driver.close();
  await server.stop();
});

function target(): Target {
  return {
    settings: {
      ...{ host: server.host, port: server.port, database: "postgres" },
      ...{ username: server.superuser, tls: "disable", tlsAuthority: "" },
    },
    ...{ password: () => server.password, readOnly: false, durationSecondsMax: 30, protects: [] },
  };
}

const run = (statement: string) => runOnce({ driver, target: target(), statement });

/** Cells as text, NULL as the word psql is told to print for it. */
function cellsOf({ events }: Ran): string[] {
  return events.flatMap((event) => {
    if (event.kind !== "rows") return [];
    const { bytes } = event;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return [...indexRows(bytes, event.rowCount)].flatMap((row) =>
      Array.from({ length: view.getUint16(row + 5) }, (_, column) => {
        const range = cellAt(view, row, column);
        if (range === null) return "(null)";
        return Buffer.from(bytes.subarray(range.start, range.end)).toString("utf8");
      }),
    );
  });
}

/** One value of every kind that people meet, and the awkward ones: extremes, infinities, nests. */
const VALUES = [
  ...["true", "NULL::int", "(-32768)::int2", "2147483647", "9223372036854775807::int8"],
  ...["0.1::float8", "'NaN'::float8", "'-Infinity'::float4", "1e308::float8", "3.4e38::float4"],
  ..."123456789012345678901234567890.123456789012345678901234567890::numeric".split(","),
  ...["'NaN'::numeric", "'Infinity'::numeric", "1e-20::numeric", "'$1,234.56'::money"],
  ...["''::text", "'ä€😀'::text", "E'a\\tb\\nc\\\\d'::text", "'x'::char(5)", "'name'::name"],
  ...["'\\x00ff80'::bytea", "'2000-02-29'::date", "'infinity'::timestamp", "'24:00'::time"],
  ...["'0044-03-15 BC'::date", "'294276-12-31 23:59:59.999999'::timestamp"],
  ...["'2024-01-02 03:04:05.000001+05:45'::timestamptz", "'12:00+02'::timetz"],
  ...["'1 year 2 mons -3 days 04:05:06.7'::interval", "'P1Y'::interval"],
  ...["'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid", "'10.1.2.3/24'::inet", "'::1'::cidr"],
  ...["'08:00:2b:01:02:03'::macaddr", "B'101'", "'101'::varbit", "'<a b=\"c\">d</a>'::xml"],
  ...['\'{"b": 1,  "a": [1, null]}\'::json', '\'{"b": 1,  "a": [1, null]}\'::jsonb'],
  ...["ARRAY[[1,2],[3,NULL]]", "ARRAY['a,b', 'c\"d', NULL, '']", "'[0:1]={1,2}'::int[]"],
  ...["ROW(1, 'x y', NULL, ROW(2, ''))", "'(1,2)'::point", "'<(0,0),1>'::circle"],
  ...["'[1,10)'::int4range", "'{[1,3),[5,8)}'::int4multirange", "'empty'::tsrange"],
  ...[
    "'a fat cat'::tsvector",
    "'fat & cat'::tsquery",
    "'pg_class'::regclass",
    "'16/B374D848'::pg_lsn",
  ],
  ...["'$.a[*]'::jsonpath", "'int4'::regtype", "'(0,1)'::tid", "12345::oid", "'12'::xid8"],
];

describe("a cell", () => {
  it("is byte for byte what psql prints, whatever its type", async () => {
    const selected = await run(`SELECT ${VALUES.join(", ")}`);
    const cells = cellsOf(selected).map((cell) => (cell === "(null)" ? "" : cell));
    expect(cells).toHaveLength(VALUES.length);
    expect(cells.join("|")).toBe(server.psql(`SELECT ${VALUES.join(", ")}`));
  });
  it("keeps bytes that are no UTF-8", async () => {
    server.psql("CREATE DATABASE raw ENCODING 'SQL_ASCII' TEMPLATE template0");
    const inRaw = { ...target(), settings: { ...target().settings, database: "raw" } };
    const { events } = await runOnce({ driver, target: inRaw, statement: "SELECT E'\\xff\\xfe'" });
    const rows = events.find((event) => event.kind === "rows");
    expect(rows?.kind === "rows" && [...rows.bytes.slice(-2)]).toEqual([0xff, 0xfe]);
  });
  it("tells NULL from an empty text", async () =>
    expect(cellsOf(await run("SELECT NULL, ''"))).toEqual(["(null)", ""]));
});

describe("a result", () => {
  it("names its columns, their types and where they come from", async () => {
    server.psql("CREATE TABLE people (id int8, mail text, kind point[])");
    const { events } = await run("SELECT id, mail, kind, upper(mail) AS big, NULL FROM people");
    const [first] = events;
    const relationId = Number(server.psql("SELECT 'people'::regclass::oid"));
    expect(first).toEqual({
      kind: "columns",
      columns: [
        { name: "id", type: "int8", typeId: 20, origin: { relationId, attribute: 1 } },
        { name: "mail", type: "text", typeId: 25, origin: { relationId, attribute: 2 } },
        { name: "kind", type: "oid:1017", typeId: 1017, origin: { relationId, attribute: 3 } },
        { name: "big", type: "text", typeId: 25, origin: null },
        { name: "?column?", type: "text", typeId: 25, origin: null },
      ].map((column) => ({ ...column, protectedAs: null })),
    });
  });
  it("says what its command did", async () => {
    const { events } = await run(
      "CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 3); UPDATE t SET a = 1; BEGIN; COMMIT",
    );
    const tags = events.flatMap((event) =>
      event.kind === "complete" ? [[Buffer.from(event.tag).toString(), event.affected]] : [],
    );
    expect(tags).toEqual([
      ...[
        ["CREATE TABLE", null],
        ["INSERT 0 3", 3],
        ["UPDATE 3", 3],
        ["BEGIN", null],
      ],
      ["COMMIT", null],
    ]);
  });
  it("of COPY TO STDOUT is one column, a line a row", async () => {
    const copied = await run("COPY (VALUES (1, 'a b'), (2, NULL)) TO STDOUT");
    expect(cellsOf(copied)).toEqual(["1\ta b", "2\t\\N"]);
  });
  it("of COPY in binary, of a binary cursor or in another encoding is refused", async () => {
    for (const statement of [
      "COPY (SELECT 1) TO STDOUT (FORMAT binary)",
      "BEGIN; DECLARE c BINARY CURSOR FOR SELECT 1; FETCH c",
      "SET client_encoding = 'LATIN1'; SELECT 1",
    ]) {
      expect((await run(statement)).end, statement).toBe("STATEMENT.UNSUPPORTED");
    }
  });
  it("of COPY FROM STDIN is a refusal that says why, and nothing hangs", async () => {
    server.psql("CREATE TABLE filled (a int)");
    expect((await run("COPY filled FROM STDIN")).end).toBe("STATEMENT.UNSUPPORTED");
  });
  it("has up to 1 664 columns", async () => {
    const many = Array.from({ length: 1_664 }, (_, index) => index).join(", ");
    expect(cellsOf(await run(`SELECT ${many}`))).toHaveLength(1_664);
  });
});
