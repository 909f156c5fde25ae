import pg from "pg";
import type { PostgresTarget } from "../postgres-target";

/** The relations, functions and roles that the corpus of statements is about. */
export const CORPUS_SCHEMA = `
CREATE ROLE corpus_reader LOGIN PASSWORD 'reader';
CREATE ROLE corpus_owner; CREATE ROLE corpus_spare;
CREATE SCHEMA corpus; SET search_path = corpus;
CREATE TABLE teams (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE users (id int PRIMARY KEY, name text, note text, active bool, team_id int);
CREATE TABLE orders (id int PRIMARY KEY, user_id int, amount int);
CREATE TABLE logs (said text); CREATE TABLE guarded (id int);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON guarded USING (id = 1);
CREATE SEQUENCE ids; CREATE TYPE mood AS ENUM ('good', 'bad');
INSERT INTO teams VALUES (1, 'red'), (2, 'blue');
INSERT INTO users VALUES (1, 'Ada', 'x', true, 1), (2, 'Ben', NULL, false, 1),
  (3, 'Cid', 'y', true, 2), (4, 'Dee', 'z', false, 2);
INSERT INTO orders VALUES (1, 1, 10), (2, 2, 20), (3, 2, 30);
CREATE VIEW users_view AS SELECT id, name FROM users;
CREATE MATERIALIZED VIEW totals AS SELECT user_id, sum(amount) FROM orders GROUP BY 1;
CREATE FUNCTION write_log() RETURNS int LANGUAGE sql AS $$ INSERT INTO corpus.logs VALUES ('x') RETURNING 1 $$;
CREATE FUNCTION now() RETURNS int LANGUAGE sql AS $$ SELECT corpus.write_log() $$;
CREATE FUNCTION "Now"() RETURNS int LANGUAGE sql AS $$ SELECT corpus.write_log() $$;
CREATE FUNCTION plus_one(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1';
CREATE FUNCTION sly(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN RETURN corpus.write_log(); END $$;
CREATE FUNCTION add_and_log(int, int) RETURNS int LANGUAGE sql AS $$ SELECT corpus.write_log() $$;
CREATE OPERATOR +@+ (FUNCTION = add_and_log, LEFTARG = int, RIGHTARG = int);
CREATE OPERATOR @>> (FUNCTION = add_and_log, LEFTARG = int, RIGHTARG = int);
CREATE FUNCTION log_step(int, text) RETURNS int LANGUAGE sql AS $$ SELECT corpus.write_log() $$;
CREATE AGGREGATE log_all(text) (SFUNC = log_step, STYPE = int);
CREATE PROCEDURE write_it() LANGUAGE sql AS $$ SELECT corpus.write_log() $$;
CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER noted BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION on_change();
CREATE TABLE spare (id int); ALTER TABLE spare OWNER TO corpus_owner;
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
GRANT USAGE ON SCHEMA corpus TO corpus_reader; GRANT SELECT ON teams TO corpus_reader;
GRANT ALL ON ALL TABLES IN SCHEMA corpus TO corpus_reader;`;

export async function connect(server: PostgresTarget, as: "superuser" | "reader") {
  const { host, port, superuser, password } = server;
  const who =
    as === "superuser"
      ? { user: superuser, password }
      : { user: "corpus_reader", password: "reader" };
  const client = new pg.Client({ host, port, database: "postgres", ...who });
  await client.connect();
  await client.query("SET statement_timeout = '10s'");
  return client;
}

const TABLES = ["teams", "users", "orders", "logs", "guarded"];
export const CATALOGUES =
  `pg_class pg_attribute pg_attrdef pg_proc pg_type pg_enum pg_namespace pg_constraint
  pg_index pg_trigger pg_rewrite pg_policy pg_authid pg_auth_members pg_default_acl pg_db_role_setting
  pg_description pg_largeobject pg_largeobject_metadata pg_operator pg_aggregate pg_cast pg_publication
  pg_statistic_ext pg_event_trigger pg_database pg_collation pg_seclabel pg_sequence`.split(/\s+/);

export interface Snapshot {
  /** Of everything; equal when nothing changed since the transaction began. */
  readonly all: string;
  /** The rows of each table, by where they lie. */
  readonly rows: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * How many rows there are and how many of them this transaction wrote or locked, of the tables and the whole
 * catalogue; with sequences, and whose session it is. A row that is changed is written anew, and one
 * that is gone is one less: nothing that a transaction does to rows leaves these numbers as they were.
 */
export async function snapshot(client: pg.Client, since: string): Promise<Snapshot> {
  const counted = [...TABLES.map((name) => `corpus.${name}`), ...CATALOGUES].map(
    (name) =>
      `SELECT '${name}', count(*) || ' ' || count(*) FILTER (WHERE greatest(x.xmin::text::bigint, x.xmax::text::bigint) >= ${since}) FROM ${name} x`,
  );
  const others = `SELECT 'ids', last_value::text || is_called FROM corpus.ids
    UNION ALL SELECT 'who', current_user || session_user || current_setting('work_mem')`;
  const all = await client.query<string[]>({
    text: `${counted.join(" UNION ALL ")} UNION ALL ${others}`,
    rowMode: "array",
  });
  const rows = new Map<string, Set<string>>();
  for (const name of TABLES) {
    const found = await client.query<string[]>({
      text: `SELECT ctid::text || xmin FROM corpus.${name}`,
      rowMode: "array",
    });
    rows.set(name, new Set(found.rows.map(([place]) => place ?? "")));
  }
  return { all: JSON.stringify(all.rows), rows };
}

/** The number of the transaction that is open. */
export async function transactionOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>("SELECT pg_current_xact_id()::text AS id");
  return rows[0]?.id ?? "0";
}
