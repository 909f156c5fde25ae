import { SeededRandom } from "../personal-data";

/** Columns that the default rules protect, and the rows that they have in the schema below. */
const PROTECTED = ["email", "ssn", "phone", "card_number"] as const;
const PEOPLE = 6;

const SYLLABLES =
  "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe zi bro cle dri gla kra pli".split(" ");

/** Words that no content detector knows: only where they come from says that they are personal. */
export class SecretWords {
  readonly all: readonly string[];

  constructor(seed: number) {
    const random = new SeededRandom(seed);
    const word = () => Array.from({ length: 6 }, () => random.pick(SYLLABLES)).join("");
    const words = new Set<string>();
    while (words.size < PEOPLE * PROTECTED.length + 5) words.add(word());
    this.all = [...words];
  }

  /** Statements that give every person of the schema these words. */
  updates(): string {
    const people = Array.from({ length: PEOPLE }, (_, index) => {
      const words = PROTECTED.map((name, place) => {
        return `${name} = '${this.all[index * PROTECTED.length + place]}'`;
      });
      return `UPDATE customers SET ${words.join(", ")} WHERE id = ${index + 1};`;
    });
    const [partner, visit, other, foreign, odd] = this.all.slice(-5);
    return `${people.join("\n")}
      UPDATE partners SET email = '${partner}';
      UPDATE visits SET ip = CASE id WHEN 1 THEN '${visit}' ELSE '${other}' END;
      UPDATE written SET email = '${foreign}';
      UPDATE "Odd ""Ones""" SET "User EMail" = '${odd}';
      REFRESH MATERIALIZED VIEW contact_cards;
      ANALYZE;`;
  }
}

/** A small shop: protected columns among others, and every way around them that a schema may offer. */
export const SCHEMA = `
CREATE EXTENSION hstore; CREATE EXTENSION pgcrypto; CREATE EXTENSION dblink; CREATE EXTENSION tablefunc;
CREATE TABLE customers (
  id int PRIMARY KEY, name text, email text UNIQUE, ssn text, phone text, card_number text,
  status text NOT NULL DEFAULT 'new', note text, created_at timestamptz DEFAULT '2026-01-01',
  score int DEFAULT 7, shout text GENERATED ALWAYS AS (upper(email)) STORED);
INSERT INTO customers (id, name) SELECT i, 'name-' || i FROM generate_series(1, ${PEOPLE}) i;
CREATE TABLE orders (
  id int PRIMARY KEY, customer_id int REFERENCES customers, status text, total numeric,
  created_at timestamptz DEFAULT '2026-02-02', note text);
INSERT INTO orders SELECT i, 1 + i % ${PEOPLE}, 'paid', i * 1.5, '2026-02-02', 'note-' || i FROM generate_series(1, 8) i;
CREATE TABLE products (id serial PRIMARY KEY, name text, price int, note text);
INSERT INTO products (name, price, note) SELECT 'product-' || i, i, 'fine' FROM generate_series(1, 5) i;
CREATE TABLE partners (region text) INHERITS (customers);
INSERT INTO partners (id, name, region) VALUES (50, 'partner', 'north');
CREATE TABLE visits (id int, at date, ip text) PARTITION BY RANGE (at);
CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO visits VALUES (1, '2025-03-03', ''), (2, '2025-04-04', '');
CREATE TABLE written (id int, email text);
INSERT INTO written VALUES (1, '');
CREATE VIEW contacts AS SELECT id, name, email AS contact FROM customers;
CREATE MATERIALIZED VIEW contact_cards AS SELECT id, name || ' ' || email AS info FROM customers;
CREATE VIEW contact_labels AS SELECT id, '<' || contact || '>' AS label FROM contacts;
CREATE VIEW everything (a, b, e) AS SELECT lower(ssn), id, card_number FROM customers;
CREATE VIEW whole_rows AS SELECT c AS bag FROM customers c;
CREATE VIEW order_notes AS SELECT id, note FROM orders;
CREATE VIEW written_view AS SELECT id, initcap(email) AS word FROM written;
CREATE VIEW through_xml AS SELECT query_to_xml('SELECT email FROM customers', true, false, '') AS cell;
CREATE FUNCTION email_of(int) RETURNS text LANGUAGE sql STABLE AS 'SELECT email FROM customers WHERE id = $1';
CREATE FUNCTION indirect(int) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN email_of($1); END';
CREATE FUNCTION all_customers() RETURNS SETOF customers LANGUAGE sql AS 'TABLE customers';
CREATE FUNCTION secrets() RETURNS TABLE (secret text) LANGUAGE sql AS 'SELECT contact FROM contacts';
CREATE FUNCTION dynamic(text) RETURNS text LANGUAGE plpgsql AS
  $f$ DECLARE r text; BEGIN EXECUTE 'SELECT ' || $1 || ' FROM cust' || 'omers LIMIT 1' INTO r; RETURN r; END $f$;
CREATE FUNCTION loud(text) RETURNS text LANGUAGE plpgsql AS
  $f$ BEGIN RAISE NOTICE 'loud %', $1; RETURN 'ok'; END $f$;
CREATE FUNCTION tell(int DEFAULT 1) RETURNS int LANGUAGE plpgsql AS
  $f$ BEGIN RAISE NOTICE 'told %', email_of($1); RETURN 1; END $f$;
CREATE FUNCTION constant_email() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT email_of(1)';
CREATE FUNCTION echo(text) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION echo_row(record) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN $1::text; END';
CREATE FUNCTION tax(numeric) RETURNS numeric LANGUAGE sql AS 'SELECT $1 * 0.2';
CREATE PROCEDURE give(INOUT x text) LANGUAGE plpgsql AS 'BEGIN x := email_of(1); END';
CREATE FUNCTION glue_state(text, text) RETURNS text LANGUAGE sql AS 'SELECT coalesce($1, '''') || $2';
CREATE AGGREGATE glue(text) (SFUNC = glue_state, STYPE = text);
CREATE OPERATOR ### (RIGHTARG = int, FUNCTION = email_of);
CREATE FUNCTION email_of(int, int) RETURNS text LANGUAGE sql AS 'SELECT email_of($2)';
CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = email_of);
CREATE TABLE "Odd ""Ones""" (id int, "User EMail" text);
INSERT INTO "Odd ""Ones""" VALUES (1, '');
CREATE FUNCTION odd() RETURNS text LANGUAGE sql AS 'SELECT max("User EMail") FROM "Odd ""Ones"""';
CREATE TABLE ruled (id int);
CREATE RULE ruled AS ON UPDATE TO ruled DO INSTEAD SELECT upper(email) FROM customers;
CREATE VIEW through_function AS SELECT id, email_of(id) AS cell FROM orders;
CREATE VIEW order_taxes AS SELECT id, total, tax(total) AS tax FROM orders;
`;
