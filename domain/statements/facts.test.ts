import { describe, expect, it } from "vitest";
import { loadStatementParser } from "./engine";
import { factsOf, onlyReads, type StatementFacts } from "./facts";

const parser = await loadStatementParser();

function one(text: string): StatementFacts {
  const [facts, ...others] = factsOf(parser, text);
  if (facts === undefined || others.length > 0) throw new Error(`not one statement: ${text}`);
  return facts;
}

/** `+` before what is written. */
const relationsOf = (text: string) =>
  one(text)
    .relations.map(({ schema, name, access }) =>
      [access === "write" ? "+" : "", schema === null ? "" : `${schema}.`, name].join(""),
    )
    .sort()
    .join(" ");

describe("the relations of a statement", () => {
  it.each([
    ["SELECT * FROM a JOIN s.b ON true, c", "a c s.b"],
    ["SELECT (SELECT 1 FROM b) FROM a WHERE EXISTS (SELECT 1 FROM c)", "a b c"],
    ["WITH t AS (SELECT * FROM t) SELECT * FROM t", "t"],
    ["WITH t AS (SELECT 1) SELECT * FROM t", ""],
    ["WITH t AS (SELECT 1) SELECT * FROM s.t", "s.t"],
    ["WITH RECURSIVE t AS (SELECT 1 UNION SELECT * FROM t) SELECT * FROM t", ""],
    ["WITH a AS (SELECT * FROM b), b AS (SELECT 1) SELECT * FROM a, b", "b"],
    ["WITH t AS (SELECT 1) DELETE FROM t", "+t"],
    ["SELECT * FROM (WITH t AS (SELECT 1) SELECT * FROM t) x, t", "t"],
    ["WITH x AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM x", "+t +u"],
    ["INSERT INTO a SELECT * FROM b", "+a b"],
    ["UPDATE a SET x = (SELECT 1 FROM b) FROM c", "+a b c"],
    ["DELETE FROM a USING b, a AS other", "+a a b"],
    ["MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE", "+a b"],
    ["SELECT * INTO b FROM a", "+b a"],
    ["CREATE TABLE b AS SELECT * FROM a", "+b a"],
    ["CREATE VIEW v AS SELECT * FROM a", "+v a"],
    ["CREATE TABLE b (LIKE a, x int REFERENCES c)", "+b a c"],
    ["CREATE INDEX ON a (x)", "+a"],
    ["DROP TABLE s.a, b", "+b +s.a"],
    ["DROP TRIGGER x ON s.a", "+s.a"],
    ["DROP FUNCTION f(int)", ""],
    ["COMMENT ON COLUMN s.a.x IS ''", "+s.a"],
    ["TRUNCATE a, b", "+a +b"],
    ["COPY a TO STDOUT", "a"],
    ["COPY a FROM STDIN", "+a"],
    ["COPY (SELECT * FROM a) TO STDOUT", "a"],
    ["GRANT SELECT ON a TO b", "+a"],
    ["EXPLAIN DELETE FROM a", "a"],
    ["EXPLAIN ANALYZE DELETE FROM a", "+a"],
    ['SELECT * FROM U&"\\0061b"', "ab"],
    ['SELECT * FROM "A.b", A', "A.b a"],
    ["SELECT * FROM a FOR UPDATE OF a", "a"],
  ])("%s: %s", (text, names) => expect(relationsOf(text)).toBe(names));
});

describe("what bounds the rows of a write", () => {
  it.each([
    ...["1=1", "true", "NOT false", "'a'='a'", "x = 5 OR true", "1 IN (1)", "1 BETWEEN 0 AND 2"],
    ...["NULL IS NULL", "coalesce(NULL, true)", "id = id", "id >= id", "id IN (id)", "t.id = t.id"],
    ...["id IS NULL OR id IS NOT NULL", "id < 5 OR id >= 5", "id < 5 OR 5 <= id", "a OR NOT a"],
    ...["name LIKE '%'", "name ~ ''", "now() > '2000-01-01'", "length('a') = 1", "'t'::bool"],
    ...["(SELECT true)", "EXISTS (SELECT 1)", "EXISTS (SELECT 1 FROM pg_class)", "$1"],
    ...["u.id = 1", "CASE WHEN true THEN true ELSE id = 1 END", "id = ANY (ARRAY[id])"],
    ...["id <> ALL ('{}')", "(id = 1) IS NOT NULL", "NOT (id <> id)", "id IS NOT DISTINCT FROM id"],
    ...["NOT (0.1 + 0.2 <> 0.3)", "NOT 9007199254740993 = 9007199254740992", "1 = 1 AND 2 > 1"],
    ...["CASE WHEN now() > '2000-01-01' THEN true ELSE id = 1 END", "id BETWEEN id AND id"],
    ...["EXISTS (SELECT 1 FROM t WHERE t.id = 1)", "id = 1 OR $1", "((((1)))) = 1", "1::int = 1"],
    ...["id NOT BETWEEN 1 AND 2 OR id BETWEEN 1 AND 2", "lower(name) = lower(name)"],
  ])("WHERE %s is always true", (where) =>
    expect(one(`DELETE FROM t USING u WHERE ${where}`).where).toBe("always-true"),
  );

  it.each([
    ...["id = 1", "id = 1 AND true", "id IN (1, 2)", "name LIKE 'a%'", "t.id = u.id", "false"],
    ...["EXISTS (SELECT 1 FROM u WHERE u.id = t.id)", "id = $1", "id = 1 OR id = 2", "1 = 0"],
    ...["id <> id", "CASE WHEN id = 1 THEN true ELSE false END", "coalesce(id, 0) = 1", "active"],
    ...[
      "created_at < now() - interval '1 day'",
      "id = 1 OR 1 = 2",
      "NOT a",
      "(data->>'x') IS NULL",
    ],
    ...["id IN (SELECT id FROM v)", "id = random()", "a IS NULL OR b IS NOT NULL", "NULL"],
    ...["id = ANY ('{1,2}')", "id <> ALL (ARRAY[1])", "CURRENT OF c"],
  ])("WHERE %s bounds them", (where) => {
    const using = where.startsWith("CURRENT") ? "" : "USING u";
    expect(one(`DELETE FROM t ${using} WHERE ${where}`).where).toBe("given");
  });

  it.each([
    ["UPDATE t SET a = 1", "none"],
    ["UPDATE t SET a = 1 WHERE id = 1", "given"],
    ["WITH x AS (DELETE FROM u RETURNING 1) UPDATE t SET a = 1 WHERE id = 1", "none"],
    ["WITH x AS (DELETE FROM u WHERE 1=1 RETURNING 1) SELECT 1", "always-true"],
    ["EXPLAIN ANALYZE DELETE FROM t", "none"],
    ["EXPLAIN DELETE FROM t", null],
    ["INSERT INTO t VALUES (1)", null],
    ["SELECT 1", null],
    ["TRUNCATE t", null],
    ["MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE", "given"],
    ["MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", "always-true"],
    ["MERGE INTO t USING u ON true WHEN MATCHED AND t.id = 1 THEN DELETE", "given"],
    ["MERGE INTO t USING u ON false WHEN NOT MATCHED BY SOURCE THEN DELETE", "always-true"],
    ["MERGE INTO t USING u ON t.id = u.id WHEN NOT MATCHED THEN INSERT VALUES (1)", null],
  ])("%s: %s", (text, where) => expect(one(text).where).toBe(where));
});

describe("how much a read may give back", () => {
  it.each([
    ["SELECT * FROM t", false],
    ["SELECT * FROM t LIMIT 5", true],
    ["SELECT * FROM t FETCH FIRST ROW ONLY", true],
    ["SELECT * FROM t LIMIT ALL", false],
    ["(SELECT * FROM t LIMIT 5) UNION SELECT 1", false],
    ["SELECT * FROM (SELECT * FROM t LIMIT 5) x", false],
    ["SELECT count(*), max(a) FROM t", null],
    ["SELECT count(*) FROM t GROUP BY a", false],
    ["SELECT count(*) OVER () FROM t", false],
    ["SELECT 1", null],
    ["SELECT generate_series(1, 1000000)", false],
    ["COPY t TO STDOUT", false],
    ["DECLARE c CURSOR FOR SELECT * FROM t", false],
    ["DELETE FROM t", null],
    ["SHOW all", null],
  ])("%s: bounded %s", (text, limit) => expect(one(text).hasLimit).toBe(limit));

  it.each([
    ["SELECT * FROM a", 0],
    ["SELECT * FROM a, b, c", 2],
    ["SELECT * FROM a JOIN b USING (x) LEFT JOIN c USING (x)", 2],
    ["SELECT * FROM a, (SELECT * FROM b, c, d, e) x", 3],
    ["UPDATE a SET x = 1 FROM b", 1],
    ["DELETE FROM a USING b, c", 2],
  ])("%s: %i joins", (text, joins) => expect(one(text).joins).toBe(joins));
});

describe("what a statement calls", () => {
  it.each([
    ["SELECT lower(a), count(*) FROM t", []],
    ["SELECT pg_catalog.now()", []],
    ["SELECT public.now()", ["public.now"]],
    ['SELECT "Now"()', ["now"]],
    ["SELECT my_function(1)", ["my_function"]],
    ["SELECT * FROM my_rows()", ["my_rows"]],
    ["SELECT 1 OPERATOR(evil.+) 1", ["operator evil.+"]],
    ["SELECT a +@+ b FROM t", ["operator +@+"]],
    ["SELECT a BETWEEN 1 AND 2, a LIKE 'x', a IN (SELECT 1), a = ANY ('{}') FROM t", []],
    ["SELECT * FROM t TABLESAMPLE system (1)", []],
    ["SELECT * FROM t TABLESAMPLE evil (1)", ["tablesample evil"]],
    ["EXPLAIN SELECT my_function(1)", ["my_function"]],
  ])("%s: unknown are %j", (text, unknown) => {
    expect(one(text).unknownCalls).toEqual(unknown);
    expect(onlyReads(one(text))).toBe(unknown.length === 0);
  });
  it("is told with the schema that is written", () =>
    expect(one("SELECT S.f(1), g()").functions).toEqual([
      { schema: null, name: "g" },
      { schema: "s", name: "f" },
    ]));
  it("reaches outside also by functions that read files", () =>
    expect(one("SELECT pg_read_file('/etc/passwd')").outside).toBe(true));
  it("is told of what EXPLAIN ANALYZE runs and PREPARE keeps", () => {
    expect(one("EXPLAIN ANALYZE DELETE FROM t").executes).toBe("DeleteStmt");
    expect(one("EXPLAIN DELETE FROM t").executes).toBeNull();
    expect(one("PREPARE p AS SELECT 1").executes).toBe("SelectStmt");
  });
});
