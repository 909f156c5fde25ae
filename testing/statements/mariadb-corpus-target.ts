import mysql from "mysql2/promise";
import type { MariadbTarget } from "../mariadb-target";

/** The tables, functions and people that the corpus of MySQL statements is about. */
const SCHEMA = `
DROP DATABASE IF EXISTS corpus; DROP DATABASE IF EXISTS corpus_made; CREATE DATABASE corpus; USE corpus;
DROP USER IF EXISTS made; DROP ROLE IF EXISTS made;
CREATE OR REPLACE USER corpus_reader IDENTIFIED BY 'reader';
GRANT SELECT, INSERT, UPDATE, DELETE ON corpus.* TO corpus_reader;
CREATE TABLE teams (id int PRIMARY KEY, name varchar(20) NOT NULL, version int NOT NULL DEFAULT 0);
ALTER TABLE teams DROP COLUMN version;
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) NOT NULL, note varchar(20), active bool,
  team_id int, version int NOT NULL DEFAULT 0, KEY by_team (team_id));
CREATE TABLE orders (id int PRIMARY KEY, user_id int, amount int);
CREATE TABLE logs (said text); CREATE TABLE searched (name varchar(20), FULLTEXT (name));
CREATE SEQUENCE ids;
INSERT INTO teams VALUES (1, 'red'), (2, 'blue');
INSERT INTO users VALUES (1, 'Ada', 'x', true, 1, 0), (2, 'Ben', NULL, false, 1, 0),
  (3, 'Cid', 'y', true, 2, 0), (4, 'Dee', 'z', false, 2, 0);
INSERT INTO orders VALUES (1, 1, 10), (2, 2, 20), (3, 2, 30);
CREATE VIEW users_view AS SELECT id, name FROM users;
CREATE TRIGGER counted BEFORE UPDATE ON users FOR EACH ROW SET NEW.version = OLD.version + 1;
CREATE FUNCTION write_log() RETURNS int MODIFIES SQL DATA
  BEGIN INSERT INTO corpus.logs VALUES ('x'); RETURN 1; END;
CREATE PROCEDURE write_it() INSERT INTO corpus.logs VALUES ('x');`;

export async function connect(target: MariadbTarget, as: "superuser" | "reader") {
  const { host, port, superuser, password } = target;
  const who =
    as === "superuser"
      ? { user: superuser, password }
      : { user: "corpus_reader", password: "reader", database: "corpus" };
  return await mysql.createConnection({
    ...{ host, port, ...who, multipleStatements: true, rowsAsArray: true },
    ...{ flags: ["-LOCAL_FILES"] },
  });
}

export async function resetCorpus(client: mysql.Connection): Promise<void> {
  await client.query(SCHEMA);
}

export interface Snapshot {
  /** Of everything; equal when nothing changed. */
  readonly all: string;
  /** The users that are there, each with how often it was changed. */
  readonly users: ReadonlySet<string>;
}

const DEFINED = `SELECT table_schema, table_name, table_type FROM information_schema.tables
    WHERE table_schema LIKE 'corpus%' ORDER BY 1, 2;
  SELECT table_name, column_name, column_type FROM information_schema.columns
    WHERE table_schema = 'corpus' ORDER BY 1, 2;
  SELECT table_name, index_name FROM information_schema.statistics WHERE table_schema = 'corpus' ORDER BY 1, 2;
  SELECT routine_name FROM information_schema.routines WHERE routine_schema = 'corpus' ORDER BY 1;
  SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = 'corpus' ORDER BY 1;
  SELECT event_name FROM information_schema.events ORDER BY 1;
  SELECT schema_name FROM information_schema.schemata ORDER BY 1;
  SELECT user, host, priv FROM mysql.global_priv ORDER BY 1, 2; SELECT * FROM mysql.db ORDER BY 1, 2, 3`;
const TABLES = ["teams", "users", "orders", "logs", "ids"];

export async function snapshot(client: mysql.Connection): Promise<Snapshot> {
  const [defined] = await client.query(DEFINED);
  const rows: unknown[] = [];
  for (const table of TABLES) rows.push(await rowsOf(client, table));
  const users = await rowsOf(client, "users");
  return {
    all: JSON.stringify([defined, rows]),
    users: new Set(Array.isArray(users) ? users.map((row) => JSON.stringify(row)) : []),
  };
}

/** Null where the table is gone. */
async function rowsOf(client: mysql.Connection, table: string): Promise<unknown> {
  try {
    const [rows] = await client.query(`SELECT * FROM corpus.${table} ORDER BY 1`);
    return rows;
  } catch {
    return null;
  }
}
