import { describe, expect, it } from "vitest";
import { loadStatementParser } from "../../statements/engine";
import { DEFAULT_MASKING_RULES } from "../masking-rule";
import { buildCatalogue, type RelationFacts } from "./build-catalogue";
import { NOTHING_PROTECTED } from "./catalogue";
import { objectionToComparing } from "./objection-to-comparing";

const parser = await loadStatementParser();
const trees = (text: string) => parser.trees(text);

function relation(id: number, name: string, wish: [string, string | null]): RelationFacts {
  const [columns, definition] = wish;
  const named = columns.split(" ").map((column, index) => {
    return { attribute: index + 1, name: column, expression: null };
  });
  return { id, schema: "public", name, parents: [], definition, columns: named };
}

const SHOP = buildCatalogue(
  DEFAULT_MASKING_RULES.columns,
  {
    relations: [
      relation(1, "people", ["id name ssn", null]),
      relation(2, "who", ["id code", "SELECT id, ssn AS code FROM people"]),
      relation(3, "lengths", ["id size", "SELECT id, length(ssn) AS size FROM people"]),
    ],
    functions: [
      { name: "peek", language: "sql", extension: null, body: "SELECT ssn FROM people" },
      { name: "tax", language: "sql", extension: null, body: "SELECT $1 * 0.2" },
    ],
    operators: [],
  },
  trees,
);

/** The column that is compared, `?` for one that is not named or not known, `-` for none. */
function compared(text: string): string {
  const objection = objectionToComparing(trees(text), SHOP);
  if (objection === null) return "-";
  return objection.because === "compared" ? (objection.column ?? "?") : "?";
}

describe("a protected column decides something", () => {
  it.each([
    // Which rows there are.
    ["SELECT id FROM people WHERE ssn LIKE '123%'", "ssn"],
    ["SELECT id FROM people p WHERE p.ssn > '5'", "ssn"],
    ["SELECT id FROM people WHERE public.people.ssn = '5'", "ssn"],
    ["SELECT id FROM people WHERE ssn IN ('1', '2')", "ssn"],
    ["SELECT id FROM people WHERE ssn BETWEEN '1' AND '2'", "ssn"],
    ["SELECT id FROM people WHERE ssn IS NULL", "ssn"],
    ["SELECT id FROM people WHERE name = 'a' AND NOT (left(ssn, 1) = '1')", "ssn"],
    ["SELECT id FROM people p WHERE p::text LIKE '%123%'", "p"],
    ["SELECT id FROM people p WHERE to_jsonb(p) ->> 'ssn' = '1'", "p"],
    ["SELECT id FROM people p WHERE row(p.*)::text LIKE '%1'", "p"],
    ["SELECT id FROM people p WHERE (p).ssn = '1'", "ssn"],
    ["SELECT name FROM people GROUP BY name HAVING max(ssn) > '5'", "ssn"],
    ["SELECT p.id FROM people p JOIN guesses g ON p.ssn = g.guess", "ssn"],
    ["SELECT id FROM people JOIN guesses USING (ssn)", "ssn"],
    ["SELECT p.id FROM people p NATURAL JOIN guesses", "ssn"],
    ["SELECT 1 FROM guesses g LEFT JOIN people p ON g.guess < p.ssn", "ssn"],
    ["SELECT DISTINCT ssn FROM people", "ssn"],
    ["SELECT DISTINCT ON (ssn) id FROM people", "ssn"],
    ["SELECT ssn FROM people UNION SELECT '123'", "ssn"],
    ["SELECT ssn FROM people INTERSECT SELECT '123'", "ssn"],
    ["SELECT '123' AS a EXCEPT ALL SELECT ssn FROM people", "a"],
    ["SELECT id FROM people LIMIT (SELECT length(ssn) FROM people LIMIT 1)", "ssn"],
    ["SELECT id FROM people OFFSET (SELECT ssn::int FROM people LIMIT 1)", "ssn"],
    ["SELECT 1 FROM people p, generate_series(1, length(p.ssn))", "ssn"],
    ["SELECT 1 FROM people p, LATERAL (SELECT 1 WHERE p.ssn > '5') q", "ssn"],
    // In which order.
    ["SELECT id FROM people ORDER BY ssn", "ssn"],
    ["SELECT id, ssn FROM people ORDER BY 2", "ssn"],
    ["SELECT id, ssn AS x FROM people ORDER BY x", "x"],
    ["SELECT * FROM people ORDER BY 3", "ssn"],
    ["SELECT id FROM people ORDER BY left(ssn, 3) DESC", "ssn"],
    ["SELECT ssn FROM people UNION ALL SELECT '5' ORDER BY 1", "ssn"],
    ["SELECT row_number() OVER (ORDER BY ssn), id FROM people", "ssn"],
    ["SELECT count(*) OVER (PARTITION BY ssn), id FROM people", "ssn"],
    ["SELECT rank() OVER w, id FROM people WINDOW w AS (ORDER BY ssn)", "ssn"],
    ["SELECT array_agg(id ORDER BY ssn) FROM people", "ssn"],
    ["SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY ssn) FROM people", "ssn"],
    // In which groups.
    ["SELECT count(*) FROM people GROUP BY ssn", "ssn"],
    ["SELECT ssn AS x, count(*) FROM people GROUP BY x", "x"],
    ["SELECT ssn, count(*) FROM people GROUP BY 1", "ssn"],
    ["SELECT count(*) FROM people GROUP BY GROUPING SETS ((id), (ssn))", "ssn"],
    ["SELECT count(*) FROM people GROUP BY ROLLUP (substr(ssn, 1, 1))", "ssn"],
    // In what is made of it.
    ["SELECT ssn = '123' FROM people", "ssn"],
    ["SELECT ssn LIKE '1%' AS a FROM people", "ssn"],
    ["SELECT length(ssn) FROM people", "ssn"],
    ["SELECT ssn::int FROM people", "ssn"],
    ["SELECT nullif(ssn, '123') FROM people", "ssn"],
    ["SELECT nullif('123', ssn) FROM people", "ssn"],
    ["SELECT count(ssn) FROM people", "ssn"],
    ["SELECT count(*) FILTER (WHERE ssn > '5') FROM people", "ssn"],
    ["SELECT CASE WHEN ssn > '5' THEN 1 ELSE 0 END FROM people", "ssn"],
    ["SELECT CASE ssn WHEN '5' THEN 1 END FROM people", "ssn"],
    ["SELECT 1 / (ascii(ssn) - 50) FROM people", "ssn"],
    ["SELECT p.to_json FROM people p", "to_json"],
    ["SELECT (SELECT ssn FROM people LIMIT 1) > '5'", "ssn"],
    // Further in.
    ["SELECT id FROM (SELECT id, ssn AS x FROM people) q WHERE x > '5'", "x"],
    ["SELECT id FROM (SELECT * FROM people) q(a, b, c) WHERE c > '5'", "c"],
    ["WITH q AS (SELECT id, ssn AS x FROM people) SELECT id FROM q WHERE x > '5'", "x"],
    ["WITH q AS (SELECT id FROM people WHERE ssn > '5') SELECT * FROM q", "ssn"],
    ["SELECT 1 WHERE EXISTS (SELECT 1 FROM people WHERE ssn > '5')", "ssn"],
    ["SELECT 1 WHERE '123' IN (SELECT ssn FROM people)", "ssn"],
    ["SELECT 1 WHERE '123' < ALL (SELECT * FROM (SELECT ssn FROM people) q)", "ssn"],
    ["SELECT 1 FROM o WHERE o.a = (SELECT p.ssn FROM people p WHERE p.id = o.id)", "ssn"],
    ["SELECT id FROM who WHERE code > '5'", "code"],
    ["SELECT id FROM lengths ORDER BY size", "size"],
    ["EXPLAIN SELECT id FROM people WHERE ssn > '5'", "ssn"],
    ["DECLARE c CURSOR FOR SELECT id FROM people ORDER BY ssn", "ssn"],
    ["PREPARE s AS SELECT id FROM people WHERE ssn > '5'; EXECUTE s", "ssn"],
    ["CREATE VIEW v AS SELECT id FROM people WHERE ssn > '5'", "ssn"],
    ["CREATE UNIQUE INDEX ON people (left(ssn, 3))", "ssn"],
    // In what is written.
    ["UPDATE people SET name = 'x' WHERE ssn > '5'", "ssn"],
    ["DELETE FROM people WHERE ssn > '5' RETURNING id", "ssn"],
    ["UPDATE o SET a = 1 FROM people p WHERE p.ssn = o.b", "ssn"],
    ["DELETE FROM o USING people p WHERE p.ssn = o.b", "ssn"],
    ["UPDATE people SET name = CASE WHEN ssn > '5' THEN 'a' END", "ssn"],
    ["UPDATE people SET name = name RETURNING ssn > '5'", "ssn"],
    ["INSERT INTO o SELECT id FROM people WHERE ssn > '5'", "ssn"],
    ["INSERT INTO people (ssn) VALUES ('1') ON CONFLICT (ssn) DO NOTHING", "ssn"],
    ["INSERT INTO people (ssn) VALUES ('1') ON CONFLICT DO NOTHING", "ssn"],
    [
      "INSERT INTO people (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET name = 'a' WHERE people.ssn > '5'",
      "ssn",
    ],
    ["MERGE INTO people p USING o ON p.ssn = o.a WHEN MATCHED THEN DELETE", "ssn"],
    ["MERGE INTO people p USING o ON p.id = o.id WHEN MATCHED AND p.ssn > '5' THEN DELETE", "ssn"],
    ["UPDATE people SET name = ssn", "name"],
    ["CREATE TABLE copy AS SELECT ssn AS x FROM people", "x"],
    ["COPY (SELECT id FROM people WHERE ssn > '5') TO STDOUT", "ssn"],
    ["SELECT 1; SELECT id FROM people ORDER BY ssn", "ssn"],
    // Nobody can tell.
    ["SELECT peek()", "?"],
    ["DO $$ BEGIN PERFORM 1 FROM people WHERE ssn > '5'; END $$", "?"],
    ["EXECUTE unseen", "?"],
    ["ALTER TABLE people ADD CHECK (ssn > '5')", "?"],
    ["SELECT id FROM people WHERE (", "?"],
  ])("%s: %s", (text, column) => {
    expect(compared(text)).toBe(column);
  });
});

describe("a protected column is only shown, or not read at all", () => {
  it.each([
    "SELECT * FROM people",
    "SELECT id, ssn FROM people WHERE name = 'a' ORDER BY id LIMIT 10",
    "SELECT p.*, ssn AS x FROM people p ORDER BY name, 1",
    "SELECT p FROM people p",
    "SELECT name, count(*) FROM people GROUP BY name HAVING count(*) > 1",
    "SELECT DISTINCT name FROM people",
    "SELECT DISTINCT ON (name) name, ssn FROM people",
    "SELECT p.ssn, o.total FROM people p JOIN orders o ON o.person = p.id",
    "SELECT ssn FROM people JOIN orders USING (id)",
    "SELECT ssn FROM people UNION ALL SELECT ssn FROM people",
    "SELECT name FROM people UNION SELECT name FROM orders",
    "SELECT ssn, row_number() OVER (ORDER BY id) FROM people",
    "SELECT id, (SELECT p.ssn FROM people p WHERE p.id = o.person) FROM orders o",
    "SELECT id FROM orders o WHERE EXISTS (SELECT * FROM people p WHERE p.id = o.person)",
    "SELECT id FROM orders WHERE person IN (SELECT id FROM (SELECT id, ssn FROM people) q)",
    "WITH q AS (SELECT id, ssn FROM people) SELECT ssn FROM q WHERE id = 1",
    "SELECT id, code FROM who WHERE id > 5",
    "SELECT size FROM lengths",
    "SELECT id FROM orders WHERE ssn_like = 'a'",
    "SELECT upper(name), tax(id) FROM people",
    "SELECT 1",
    "INSERT INTO people (id, ssn) VALUES (1, '123') RETURNING ssn",
    "INSERT INTO people (id, ssn) VALUES (1, '123') ON CONFLICT (id) DO NOTHING",
    "UPDATE people SET ssn = '123' WHERE id = 1",
    "DELETE FROM people WHERE id = 1 RETURNING *",
    "MERGE INTO people p USING o ON p.id = o.id WHEN MATCHED THEN UPDATE SET ssn = '1'",
    "COPY people TO STDOUT",
    "EXPLAIN SELECT ssn FROM people WHERE id = 1",
    "CREATE VIEW v AS SELECT id, ssn FROM people",
    "BEGIN; SELECT ssn FROM people; COMMIT",
  ])("%s", (text) => {
    expect(compared(text)).toBe("-");
  });

  it("is so for whatever is asked of a target in which nothing is protected", () => {
    const text = "SELECT id FROM people WHERE ssn > '5'";
    expect(objectionToComparing(trees(text), NOTHING_PROTECTED)).toBeNull();
  });
});
