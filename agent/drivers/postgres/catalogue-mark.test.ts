import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import { type PostgresTarget, startPostgresTarget } from "@/testing/postgres-target";
import { catalogueMark } from "./catalogue-mark";
import { catalogueQuery } from "./catalogue-query";

const FACTS = catalogueQuery(DEFAULT_MASKING_RULES.columns);

let server: PostgresTarget;
beforeAll(async () => {
  server = await startPostgresTarget();
  server.psql(`
    CREATE SCHEMA hr;
    CREATE TABLE people (id int, email text, note text);
    CREATE TABLE plain (id int, note text);
    CREATE TABLE parts (id int, email text) PARTITION BY RANGE (id);
    CREATE TABLE part (id int, email text);
    CREATE VIEW seen AS SELECT email FROM people;
    CREATE FUNCTION shown(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION same(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT $1 = $2'`);
});
afterAll(async () => await server.stop());

/** The question of the catalogue has many lines, in no order of its own. */
const facts = () => server.psql(FACTS).split("\n").toSorted().join("\n");
const mark = () => server.psql(catalogueMark(-7n));

it.each([
  ["a column that was renamed", "ALTER TABLE plain RENAME note TO ssn"],
  ["a column that was added", "ALTER TABLE plain ADD phone text"],
  ["a column that was dropped", "ALTER TABLE people DROP note"],
  [
    "a column that is computed",
    "ALTER TABLE people ADD whole text GENERATED ALWAYS AS (lower(email)) STORED",
  ],
  ["a table that was made", "CREATE TABLE more (email text)"],
  ["a table that was renamed", "ALTER TABLE more RENAME TO most"],
  ["a table that moved", "ALTER TABLE most SET SCHEMA hr"],
  ["a schema that was renamed", "ALTER SCHEMA hr RENAME TO staff"],
  ["a table that is gone", "DROP TABLE staff.most"],
  ["a view that was made", "CREATE VIEW glimpse AS SELECT lower(email) AS x FROM people"],
  [
    "a view that says another",
    "CREATE OR REPLACE VIEW glimpse AS SELECT upper(email) AS x FROM people",
  ],
  ["a view on a view", "CREATE VIEW far AS SELECT x FROM glimpse"],
  ["a materialized view", "CREATE MATERIALIZED VIEW held AS SELECT email FROM people"],
  ["a table with a parent", "CREATE TABLE child () INHERITS (people)"],
  ["a table without its parent", "ALTER TABLE child NO INHERIT people"],
  ["a partition", "ALTER TABLE parts ATTACH PARTITION part FOR VALUES FROM (0) TO (9)"],
  [
    "a function that does another",
    "CREATE OR REPLACE FUNCTION shown(text) RETURNS text LANGUAGE sql AS 'SELECT lower($1)'",
  ],
  ["an operator", "CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = same)"],
  ["an extension", "CREATE EXTENSION pg_trgm"],
  ["a function that an extension took", "ALTER EXTENSION pg_trgm ADD FUNCTION shown(text)"],
])("says another after %s", (_, change) => {
  const before = { facts: facts(), mark: mark() };
  server.psql(change);
  expect(facts()).not.toBe(before.facts);
  expect(mark()).not.toBe(before.mark);
});

it("says another where names are looked for elsewhere", () => {
  const before = mark();
  server.psql("ALTER ROLE CURRENT_USER SET search_path = staff");
  expect(mark()).not.toBe(before);
  server.psql("ALTER ROLE CURRENT_USER RESET search_path");
});

it("says the same after what changes no name", () => {
  server.psql("INSERT INTO plain VALUES (1)");
  const before = mark();
  for (const plain of ["UPDATE plain SET id = 2", "ANALYZE plain", "VACUUM plain"]) {
    server.psql(plain);
    expect(mark()).toBe(before);
  }
});
