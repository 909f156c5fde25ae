import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessRisk, kindsOfReasons } from "./assess-risk";
import { loadStatementParser } from "./engine";
import { factsOf, STATEMENT_KINDS, type StatementKind } from "./facts";
import { leavesNoTrace } from "./leaves-no-trace";
import { objectionToReadOnly } from "./read-only";

const parser = await loadStatementParser();
const kindsOf = (text: string) => factsOf(parser, text).map(({ kind }) => kind);
const riskOf = (text: string) => assessRisk(factsOf(parser, text)).risk;

const KINDS: readonly [string, StatementKind][] = [
  ["SELECT 1", "read"],
  ["TABLE t", "read"],
  ["VALUES (1), (2)", "read"],
  ["WITH x AS (SELECT 1) SELECT * FROM x", "read"],
  ["SELECT * FROM t FOR UPDATE", "write"],
  ["SELECT * FROM (SELECT * FROM t FOR SHARE) x", "write"],
  ["SELECT * INTO u FROM t", "schema"],
  ["WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", "write"],
  ["SELECT (WITH x AS (UPDATE t SET a = 1 RETURNING 1) SELECT 1)", "write"],
  ["INSERT INTO t VALUES (1)", "write"],
  ["MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE", "write"],
  ["TRUNCATE t", "write"],
  ["COPY t FROM STDIN", "write"],
  ["COPY t TO STDOUT", "read"],
  ["COPY t TO '/tmp/x'", "write"],
  ["COPY t TO PROGRAM 'cat'", "write"],
  ["COPY (DELETE FROM t RETURNING *) TO STDOUT", "write"],
  ["EXPLAIN DELETE FROM t", "read"],
  ["EXPLAIN ANALYZE DELETE FROM t", "write"],
  ["EXPLAIN (ANALYZE false) DELETE FROM t", "read"],
  ["EXPLAIN (ANALYZE, VERBOSE) SELECT 1", "read"],
  ["EXPLAIN ANALYZE EXECUTE x", "unknown"],
  ["EXPLAIN ANALYZE CREATE TABLE u AS SELECT 1", "schema"],
  ["PREPARE x AS DELETE FROM t", "write"],
  ["EXECUTE x", "unknown"],
  ["DO $$ BEGIN END $$", "unknown"],
  ["CALL p()", "unknown"],
  ["LOAD 'x'", "unknown"],
  ["BEGIN", "transaction"],
  ["COMMIT", "transaction"],
  ["SET search_path = x", "utility"],
  ["SHOW search_path", "read"],
  ["VACUUM t", "utility"],
  ["CREATE TABLE t (a int)", "schema"],
  ["DROP TABLE t", "schema"],
  ["ALTER TABLE t ADD b int", "schema"],
  ["GRANT SELECT ON t TO u", "privilege"],
  ["SET ROLE x", "privilege"],
  ['SET "ROLE" = x', "privilege"],
  ["ALTER TABLE t OWNER TO x", "privilege"],
  ["SELECT set_config('role', 'x', false)", "privilege"],
  ["SELECT set_config('a.b', 'x', false)", "utility"],
  ["SELECT nextval('s')", "write"],
  ["SELECT dblink_exec('x', 'y')", "unknown"],
  ["CREATE TABLE u AS SELECT 1", "schema"],
  ["SELEC 1", "unknown"],
  ["SELECT 1; SELEC", "unknown"],
];

describe("what a statement does", () => {
  it.each(KINDS)("%s is %s", (text, kind) => expect(kindsOf(text)).toEqual([kind]));
  it("is told for each statement of a text", () =>
    expect(kindsOf("SELECT 1; DELETE FROM t; COMMIT")).toEqual(["read", "write", "transaction"]));
  it("is nothing for an empty text or a comment", () => {
    expect(kindsOf("")).toEqual([]);
    expect(kindsOf(" -- nothing\n")).toEqual([]);
  });
  it("is unknown for a text with a NUL character or beyond the bound", () => {
    expect(kindsOf("SELECT 1 \0; DROP TABLE t")).toEqual(["unknown"]);
    expect(kindsOf(`SELECT '${"x".repeat(1024 * 1024)}'`)).toEqual(["unknown"]);
  });
  it("is never a crash, however deep or odd the text", () => {
    expect(kindsOf(`SELECT ${"(".repeat(100_000)}`)).toEqual(["unknown"]);
    fc.assert(fc.property(fc.string(), (text) => void kindsOf(text)));
    expect(kindsOf("SELECT 1")).toEqual(["read"]);
  });
});

describe("where a statement lies", () => {
  it("is told in characters, whatever stands before it", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (words) => {
        const safe = words.map((word) => word.replaceAll("\0", "").replaceAll("'", "''"));
        const parts = safe.map((word) => `SELECT '${word}'`);
        const facts = factsOf(parser, parts.join(" ;\n"));
        if (facts[0]?.form === "Unparsed") return; // Lone surrogates are no text for the parser.
        const text = parts.join(" ;\n");
        expect(facts.map(({ start, end }) => text.slice(start, end).trim())).toEqual(parts);
      }),
    );
  });
});

describe("the risk of a text", () => {
  it("is low when everything reads", () => expect(riskOf("SELECT 1; SHOW all")).toBe("low"));
  it("is medium for a write with a WHERE", () =>
    expect(riskOf("DELETE FROM t WHERE id = 1")).toBe("medium"));
  it.each([
    "DELETE FROM t",
    "UPDATE t SET a = 1",
    "TRUNCATE t",
    "SELECT 1; DROP TABLE t",
    "WITH x AS (DELETE FROM t RETURNING 1) SELECT 1",
    "COPY t TO PROGRAM 'sh'",
    "DO $$ $$",
    "nonsense",
  ])("is high for %s", (text) => expect(riskOf(text)).toBe("high"));
  it("names the gravest reason first", () =>
    expect(assessRisk(factsOf(parser, "INSERT INTO t VALUES (1); DROP TABLE t")).reasons).toEqual([
      "Changes the schema.",
      "Changes rows.",
    ]));
  it("is low for a plan of a write that does not run it", () =>
    expect(riskOf("EXPLAIN DELETE FROM t")).toBe("low"));
});

describe("a read-only connection", () => {
  const objection = (text: string) => objectionToReadOnly(parser.parse(text), "postgres");

  it.each(["SELECT 1", "EXPLAIN ANALYZE SELECT 1", "SHOW all", "COPY t TO STDOUT", ""])(
    "lets %s run",
    (text) => expect(objection(text)).toBeNull(),
  );
  it.each([
    ["SELECT 1; COMMIT; INSERT INTO t VALUES (1)", "not-a-read"],
    ["SET transaction_read_only = off", "not-a-read"],
    ["DO $$ BEGIN COMMIT; END $$", "not-a-read"],
    ["PREPARE x AS SELECT 1", "not-a-read"],
    ["EXECUTE x", "not-a-read"],
    ["EXPLAIN ANALYZE INSERT INTO t VALUES (1)", "not-a-read"],
    ["COPY t TO '/tmp/x'", "reaches-outside"],
    ["COPY (SELECT 1) TO PROGRAM 'sh'", "reaches-outside"],
    ["SELECT set_config('transaction_read_only', 'off', false)", "calls-a-function-with-effects"],
    ["SELECT pg_catalog.LO_EXPORT(1, '/tmp/x')", "calls-a-function-with-effects"],
    ["SELECT 1 FROM t WHERE dblink_exec('x', 'y') = ''", "calls-a-function-with-effects"],
    ["SELEC", "not-understood"],
  ])("refuses %s: %s", (text, because) => expect(objection(text)).toBe(because));
});

describe("a text that leaves its session as it was", () => {
  const leaves = (text: string) => leavesNoTrace(parser.parse(text));

  it.each(["SELECT 1", "SELECT count(*), max(a) FROM t WHERE lower(b) = 'x'; TABLE u", ""])(
    "can be %s",
    (text) => expect(leaves(text)).toBe(true),
  );
  it.each([
    "SELECT set_config('a.b', 'c', false)",
    "SELECT my_function()",
    "SELECT count(pg_advisory_lock(1))",
    "SELECT * FROM dblink('x', 'y') AS t(a int)",
    "SELECT setseed(0.5)",
    "SELECT 1; SET search_path = x",
    "EXPLAIN ANALYZE SELECT 1",
    "LOAD 'x'",
    "SELECT * FROM t FOR UPDATE",
    "SELEC",
  ])("is not %s", (text) => expect(leaves(text)).toBe(false));
});

describe("the kinds of a text", () => {
  it.each(KINDS)("are known from the reasons kept with it: %s", (text) => {
    const kinds = STATEMENT_KINDS.filter((kind) => kind !== "read" && kindsOf(text).includes(kind));
    expect(kindsOfReasons(assessRisk(factsOf(parser, text)).reasons)).toEqual(
      kinds.length === 0 ? ["read"] : kinds,
    );
  });
});
