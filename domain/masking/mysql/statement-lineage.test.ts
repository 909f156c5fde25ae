import { describe, expect, it } from "vitest";
import { factsOf } from "../../statements/facts";
import { mysqlParser } from "../../statements/mysql/parser";
import type { ColumnMaskingRule } from "../masking-rule";
import { type RelationFacts, Shapes } from "./shapes";
import { lineageOfMysql, type ResultColumn } from "./statement-lineage";

const RULES: readonly ColumnMaskingRule[] = [
  { schema: "*", table: "*", column: "*email*", kind: "email" },
  { schema: "shop", table: "people", column: "ssn", kind: "ssn" },
];
const table = (name: string, ...columns: string[]): RelationFacts => ({
  ...{ schema: "shop", name, kind: "table", columns, definition: null },
});
const view = (name: string, definition: string | null, ...columns: string[]): RelationFacts => ({
  ...{ schema: "shop", name, kind: "view", columns, definition },
});
const FACTS = [
  table("people", "id", "name", "ssn", "Email"),
  table("orders", "id", "total"),
  view(
    "plain",
    "select `shop`.`people`.`id` AS `id`,lcase(`shop`.`people`.`Email`) AS `m` from `shop`.`people`",
    "id",
    "m",
  ),
  view("hidden", null, "id"),
  view("of_others", "select `pii`.`staff`.`id` AS `id` from `pii`.`staff`", "id"),
  view(
    "half_seen",
    "select `shop`.`orders`.`id` AS `id`,`shop`.`orders`.`home_email` AS `h` from `shop`.`orders`",
    "id",
    "h",
  ),
  view("itself", "select `shop`.`itself`.`id` AS `id` from `shop`.`itself`", "id"),
  view("clean", "select `shop`.`orders`.`total` AS `t` from `shop`.`orders`", "t"),
];
const shapes = new Shapes(FACTS, { rules: RULES, database: "shop", unknown: "email" });

function lineageOf(text: string, isDoubted = false) {
  const [facts] = factsOf(mysqlParser, text);
  if (facts === undefined) throw new Error("a statement");
  return lineageOfMysql({ facts, text, shapeOf: shapes.of, unknown: "email", isDoubted });
}
const from = (word: string): ResultColumn => {
  const [schema = "", relation = "", column = ""] = word.split(".");
  return { origin: word === "" ? null : { schema, table: relation, column } };
};
const kindsOf = (text: string, ...columns: string[]) =>
  lineageOf(text)
    .columns(columns.map(from))
    .map(({ kind }) => kind);

describe("a column of a result", () => {
  it.each<[string, string[], (string | null)[]]>([
    ["SELECT ssn, name FROM people", ["shop.people.ssn", "shop.people.name"], ["ssn", null]],
    ["SELECT * FROM PEOPLE p", ["shop.people.id", "shop.people.EMAIL"], [null, "email"]],
    ["SELECT COUNT(*), UPPER(ssn) FROM people", ["", ""], [null, "ssn"]],
    ["SELECT id * 2, @x FROM people", ["", ""], [null, "ssn"]],
    ["SELECT total FROM orders", ["shop.orders.total"], [null]],
    ["SELECT id, m FROM plain", ["shop.plain.id", "shop.plain.m"], [null, "email"]],
    ["SELECT id FROM hidden", ["shop.hidden.id"], ["email"]],
    ["SELECT id FROM of_others", ["shop.of_others.id"], ["email"]],
    ["SELECT id, h FROM half_seen", ["", ""], ["email", "email"]],
    ["SELECT id FROM itself", ["shop.itself.id"], ["email"]],
    ["SELECT t FROM clean", ["shop.clean.t"], [null]],
  ])("%s", (text, columns, kinds) => expect(kindsOf(text, ...columns)).toEqual(kinds));

  it("is anything where the server names a table that the text does not", () =>
    expect(kindsOf("SELECT total FROM orders", "shop.people.total")).toEqual(["email"]));
  it("is anything where a part of the statement is named like a relation", () => {
    const text = "SELECT orders.total FROM (SELECT ssn AS total FROM people) orders";
    expect(kindsOf(text, "shop.orders.total")).toEqual(["ssn"]);
  });
  it("is anything where an alias of a view is named like another relation", () => {
    const text = "SELECT orders.id FROM plain AS orders JOIN orders AS o";
    expect(kindsOf(text, "shop.orders.id")).not.toEqual(["email"]); // By its name it is clean…
    expect(kindsOf(text.replace("orders.id", "orders.m"), "shop.orders.m")).toEqual(["email"]);
  });
  it("is anything where nobody sees what runs", () => {
    for (const text of ["CALL p()", "SELECT f(1)", "EXECUTE s", "HANDLER people READ FIRST"]) {
      expect(kindsOf(text, "shop.orders.total"), text).toEqual(["email"]);
    }
  });
  it("is stored only as the column of a table", () => {
    const stored = (text: string, column: string) =>
      lineageOf(text).columns([from(column)])[0]?.isStored;
    expect(stored("SELECT ssn FROM people", "shop.people.ssn")).toBe(true);
    expect(stored("SELECT m FROM plain", "shop.plain.m")).toBe(false);
    expect(stored("SELECT UPPER(ssn) FROM people", "")).toBe(false);
  });
});

describe("a statement", () => {
  it.each([
    ["SELECT ssn FROM people", false],
    ["SET @a = 1", false],
    ["START TRANSACTION", false],
    ["UPDATE orders SET total = 1", false],
    ["UPDATE people SET name = ssn", true],
    ["SET @a = (SELECT ssn FROM people)", true],
    ["SET @a = 1, sql_mode = 'ORACLE'", true],
    ["SET sql_mode = 'ORACLE'", true],
    ["USE other", true],
    ["CREATE TEMPORARY TABLE orders AS SELECT ssn AS total FROM people", true],
    ["CALL p()", true],
  ])("leaves doubt, or none: %s", (text, doubt) => {
    expect(lineageOf(text).leavesDoubt).toBe(doubt);
  });
  it("behind one that leaves doubt may give anything", () =>
    expect(
      lineageOf("SELECT total FROM orders", true).columns([from("shop.orders.total")]),
    ).toEqual([{ kind: "email", isStored: false }]));
  it("of definitions tells of no value", () => {
    expect(lineageOf("SHOW COLUMNS FROM people").touches).toBe(false);
    expect(lineageOf("SHOW PROCESSLIST").touches).toBe(true);
    expect(lineageOf("SHOW TABLES WHERE 1 = (SELECT ssn FROM people)").touches).toBe(true);
  });
});

describe("what hides the relation that it reads, or the column", () => {
  it.each([
    "SELECT CONCAT(ssn) FROM orders value, people",
    "SELECT CONCAT(ssn) FROM orders AS value JOIN people ON 1",
    "SELECT CONCAT(ssn) FROM orders returning, people",
    "SELECT CONCAT(ssn) FROM orders window LEFT JOIN people ON 1",
    "SELECT CONCAT(ssn) FROM (SELECT 1) value (x), people",
    "SELECT CONCAT(ssn) FROM {orders people}",
    "SELECT CONCAT(ssn) FROM {oj orders JOIN people ON 1}",
    "SELECT 1 + offset * 0 + ssn FROM orders, people",
    "SELECT CONCAT(`emaİl`) FROM people",
    "EXPLAIN FORMAT=JSON FOR SCHEMA shop SELECT 1 FROM people WHERE ssn > 1",
    "EXPLAIN FORMAT=JSON INTO @v SELECT ssn FROM people",
    "EXPLAIN FORMAT=JSON FOR CONNECTION 5",
  ])("%s", (text) => {
    expect(lineageOf(text).touches).toBe(true);
    expect(kindsOf(text, "")[0]).not.toBeNull();
  });

  it("leaves doubt behind a plan of something protected, which may set a variable", () =>
    expect(lineageOf("EXPLAIN SELECT @a := ssn FROM people").leavesDoubt).toBe(true));

  it("is one of two relations that differ in capitals alone", () => {
    const both = [...FACTS, table("People", "x")];
    const wish = { rules: RULES, database: "shop", unknown: "email" } as const;
    const shape = new Shapes(both, wish).of({ schema: null, name: "people" });
    expect(shape?.whole).toBe("email");
  });
});
