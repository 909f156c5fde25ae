import { describe, expect, it } from "vitest";
import { factsOf, onlyReads } from "../facts";
import { mysqlParser } from "./parser";

function one(text: string) {
  const [facts, ...others] = factsOf(mysqlParser, text);
  if (facts === undefined || others.length > 0) throw new Error("not one statement");
  return facts;
}

const named = (text: string) =>
  one(text).relations.map(({ schema, name, access }) =>
    [access, schema === null ? name : `${schema}.${name}`].join(" "),
  );

describe("which relations a statement names", () => {
  it.each([
    ["SELECT * FROM a JOIN `B` USING (id), c.d AS x", ["read B", "read a", "read c.d"]],
    [
      "SELECT (SELECT 1 FROM a), EXTRACT(YEAR FROM b) FROM (SELECT 1 FROM c) x",
      ["read a", "read c"],
    ],
    ["INSERT INTO a (id) SELECT id FROM b", ["write a", "read b"]],
    ["REPLACE a VALUES (1)", ["write a"]],
    ["UPDATE a, b SET a.x = 1 WHERE a.id = b.id", ["write a", "read a", "write b", "read b"]],
    ["DELETE FROM a WHERE id IN (SELECT id FROM b)", ["write a", "read b"]],
    ["TRUNCATE TABLE a", ["write a"]],
    ["RENAME TABLE a TO b", ["write a"]],
    ["CREATE TABLE a AS SELECT * FROM b", ["write a", "read b"]],
    ["EXPLAIN DELETE FROM a", ["read a"]],
  ])("%s", (text, expected) => expect(named(text).sort()).toEqual([...expected].sort()));
});

describe("what is told beside the kind", () => {
  it("is what ANALYZE runs", () => {
    expect(one("ANALYZE DELETE FROM t").executes).toBe("DeleteStmt");
    expect(one("EXPLAIN ANALYZE SELECT 1").executes).toBe("SelectStmt");
    expect(one("EXPLAIN DELETE FROM t").executes).toBeNull();
  });
  it.each([
    ["SELECT * FROM t", false],
    ["SELECT * FROM t LIMIT 1", true],
    ["SELECT * FROM (SELECT 1 FROM t LIMIT 1) x", false],
    ["SELECT count(*), max(a) FROM t", null],
    ["SELECT count(*), a FROM t", false],
    ["SELECT 1", null],
  ])("is the limit of %s: %s", (text, expected) => expect(one(text).hasLimit).toBe(expected));
  it("is how many are joined", () =>
    expect(one("SELECT 1 FROM a JOIN b ON 1, c WHERE x IN (1, 2, 3)").joins).toBe(2));
  it.each([
    ["SELECT lower(a), count(*), IF(1, 2, 3) FROM t", []],
    ["SELECT f(1), `lower`(2), d.g(3)", ["d.g", "f", "lower"]],
    ["SELECT write_log (1)", ["write_log"]],
    ['SELECT "f"(1)', ["f"]],
  ])("are the calls of %s that nobody knows: %j", (text, unknown) => {
    expect(one(text).unknownCalls).toEqual(unknown);
    expect(onlyReads(one(text))).toBe(unknown.length === 0);
  });
  it.each(["SELECT * FROM t FOR UPDATE", "SELECT * FROM t LOCK IN SHARE MODE"])(
    "is that it locks: %s",
    (text) => expect(one(text).kind).toBe("write"),
  );
  it("are places in bytes and in characters", () => {
    const [, second] = factsOf(mysqlParser, "SELECT 'ä€😀'; SELECT 2");
    expect(second).toMatchObject({ startByte: 20, endByte: 28, start: 15, end: 23 });
  });
});

describe("what no server gets", () => {
  it.each(["DELIMITER //\nSELECT 1//", "SELECT 'x", "SELECT /* x", "SELECT 1 \\G", "SELECT 1\0"])(
    "%j is not parsed",
    (text) => expect(mysqlParser.parse(text).kind).toBe("unparsed"),
  );
  it("is a statement of unknown effect where only its first word is known", () =>
    expect(one("FROBNICATE users")).toMatchObject({ kind: "unknown", form: "Unparsed" }));
});
