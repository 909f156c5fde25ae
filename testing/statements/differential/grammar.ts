import { disguised } from "./disguise";
import { QueryGrammar } from "./queries";
import { KNOWN_TABLES, type KnownTable } from "./tables";

type Make = () => string;

/**
 * Statements about the demo shop by a grammar of our own: mostly writes, openly and hidden in what does
 * not look like one. The same seed gives the same statements.
 */
export class StatementGrammar extends QueryGrammar {
  #rows = 100_000;

  text(): string {
    const makes: readonly (readonly [weight: number, make: Make])[] = [
      [30, () => this.write()],
      [12, () => this.hiddenWrite()],
      [10, () => this.byCall()],
      [14, () => this.definition()],
      [6, () => this.session()],
      [14, () => this.query()],
      [5, () => `${this.query()}; ${this.write()}`],
    ];
    return disguised(this.weighed(makes)(), this.random);
  }

  private weighed(makes: readonly (readonly [weight: number, make: Make])[]): Make {
    let left = this.random.next() * makes.reduce((sum, [weight]) => sum + weight, 0);
    const found = makes.find(([weight]) => {
      left -= weight;
      return left < 0;
    });
    return found?.[1] ?? (() => this.query());
  }

  private growing(): KnownTable & { readonly row: string } {
    const { row, ...table } = this.random.pick(KNOWN_TABLES.filter((one) => one.row !== null));
    return { ...table, row: row ?? "" };
  }

  private newRow(row: string): string {
    this.#rows += 1;
    return row.replaceAll("#", String(this.#rows));
  }

  /** An INSERT, UPDATE, DELETE or MERGE. */
  write(): string {
    const one = this.table();
    const name = this.named(one);
    const where = this.random.next() < 0.8 ? ` WHERE ${this.condition(one)}` : "";
    const returning = this.random.next() < 0.3 ? ` RETURNING ${one.key}` : "";
    const other = this.table();
    const using = `${this.named(other)} AS o`;
    return this.random.pick([
      () => this.insert() + (this.random.next() < 0.2 ? " RETURNING *" : ""),
      () => this.insert(),
      () => `UPDATE ${name} SET ${one.text} = ${this.word()}${where}${returning}`,
      () => `UPDATE ONLY ${name} AS t SET ${one.text} = t.${one.text} || ${this.word()}${where}`,
      () =>
        `UPDATE ${name} AS t SET ${one.text} = 'y' FROM ${using} WHERE o.${other.key} = t.${one.key}`,
      () => `UPDATE ${name} SET (${one.text}) = (SELECT max(${one.text}) FROM ${name})${where}`,
      () => `DELETE FROM ${name}${where}${returning}`,
      () => `DELETE FROM ${name} AS t USING ${using} WHERE o.${other.key} = t.${one.key}`,
      () => this.merge(),
      () => `UPDATE open_tickets SET subject = ${this.word()} WHERE id < ${this.number()}`,
      () => `DELETE FROM old_tickets WHERE id = ${this.number()}`,
    ])();
  }

  private insert(): string {
    const { name, key, text, row } = this.growing();
    const into = this.named({ name, key, text, row });
    const values = this.newRow(row);
    return this.random.pick([
      `INSERT INTO ${into} VALUES ${values}, ${this.newRow(row)}`,
      `INSERT INTO ${into} AS n VALUES ${values} ON CONFLICT (${key}) DO UPDATE SET ${text} = 'z' WHERE n.${key} > 1`,
      `INSERT INTO ${into} SELECT * FROM ${name} ON CONFLICT DO NOTHING`,
      `INSERT INTO ${into} SELECT * FROM ${name} ON CONFLICT (${key}) DO UPDATE SET ${text} = excluded.${text}`,
      `WITH source AS (${this.query()}) INSERT INTO ${into} VALUES ${values}`,
      `INSERT INTO "Odd; Name" SELECT ${key} + 5000, ${text} FROM ${name}`,
    ]);
  }

  private merge(): string {
    const { row, ...one } = this.growing();
    const what = this.random.pick([
      `WHEN MATCHED THEN UPDATE SET ${one.text} = 'm'`,
      "WHEN MATCHED AND s.n > 1 THEN DELETE",
      `WHEN NOT MATCHED THEN INSERT VALUES ${this.newRow(row)}`,
      "WHEN MATCHED THEN DO NOTHING",
    ]);
    const source = "(SELECT 1 AS n UNION SELECT 900000) AS s";
    return `MERGE INTO ${this.named({ ...one, row })} AS t USING ${source} ON t.${one.key} = s.n ${what}`;
  }

  /** A write inside what is not one by its first word. */
  hiddenWrite(): string {
    const write = this.write();
    const one = this.table();
    const returned = `${`DELETE FROM ${this.named(one)} WHERE ${this.condition(one)}`} RETURNING ${one.key}`;
    return this.random.pick([
      `WITH gone AS (${returned}) SELECT * FROM gone`,
      `WITH gone AS (${returned}), more AS (${this.insert()} RETURNING 1) SELECT count(*) FROM more`,
      `WITH "select" AS MATERIALIZED (${write}) SELECT 1`,
      `EXPLAIN ANALYZE ${write}`,
      `EXPLAIN (ANALYZE, COSTS OFF) ${write}`,
      `EXPLAIN (ANALYZE 1, FORMAT JSON) ${write}`,
      `EXPLAIN (ANALYZE FALSE) ${write}`,
      `PREPARE kept AS ${write}`,
      `PREPARE kept AS ${write}; EXECUTE kept`,
      `COPY (${returned}) TO STDOUT`,
      `DO $$ BEGIN ${write}; END $$`,
      `DO LANGUAGE plpgsql $do$ BEGIN PERFORM 1; EXECUTE 'DELETE FROM audit_log'; END $do$`,
      `SELECT * FROM ${this.named(one)} WHERE ${this.condition(one)} FOR UPDATE`,
      `SELECT * INTO made FROM ${this.named(one)}`,
      `SELECT ${one.key} INTO TEMP made FROM ${this.named(one)} WHERE ${this.condition(one)}`,
      `CREATE TABLE made AS ${this.query()}`,
      `CREATE TEMP TABLE made AS SELECT * FROM ${this.named(one)} WITH NO DATA`,
      `CREATE TABLE made AS WITH gone AS (${returned}) SELECT * FROM gone`,
      `TRUNCATE ${this.named(one)}`,
      `TRUNCATE ONLY ${this.named(one)}, "Odd; Name" RESTART IDENTITY CASCADE`,
      `COPY ${this.named(one)} TO STDOUT`,
      `COPY ${this.named(one)} FROM STDIN`,
      `COPY ${this.named(one)} TO PROGRAM 'true'`,
    ]);
  }

  /** Functions, procedures and operators. */
  byCall(): string {
    const one = this.table();
    const from = this.named(one);
    return this.random.pick([
      "SELECT note_it('x')",
      "SELECT * FROM public.note_it('from')",
      `SELECT "Lower"('x')`,
      `SELECT ${one.key} FROM ${from} ORDER BY note_it('order') LIMIT 1`,
      `SELECT ${one.key} FROM ${from} WHERE note_it('where') = 1 LIMIT 2`,
      `WITH q AS MATERIALIZED (SELECT note_it('cte')) SELECT * FROM q`,
      `SELECT coalesce(NULL, CASE WHEN true THEN note_it('case') END)`,
      ...["SELECT 1 <+> 2", "SELECT 1 OPERATOR(public.<+>) 2", "VALUES (note_it('values'))"],
      ...["CALL note_all()", "EXPLAIN ANALYZE SELECT note_it('explained')"],
      ...["SELECT nextval('tallies')", "SELECT setval('tallies', 7)", "SELECT currval('tallies')"],
      "SELECT nextval(c.oid::regclass) FROM pg_class c WHERE relname = 'tallies'",
      `SELECT query_to_xml('DELETE FROM audit_log', true, true, '')`,
      "SELECT set_config('work_mem', '5MB', false)",
      "SELECT lo_from_bytea(0, 'x')",
      `UPDATE ${from} SET ${one.text} = note_it('set')::text WHERE ${one.key} = 1`,
      `SELECT EXISTS (SELECT note_it('exists')), lower(upper('x'))`,
      "SELECT sum(note_it('sum')) FILTER (WHERE true) FROM generate_series(1, 2)",
    ]);
  }

  /** Of the schema and of rights. */
  definition(): string {
    const one = this.table();
    const name = this.named(one);
    return this.random.pick([
      `ALTER TABLE ${name} ADD COLUMN extra int DEFAULT ${this.number()}`,
      `ALTER TABLE ${name} DROP COLUMN ${one.text} CASCADE`,
      `ALTER TABLE ${name} ALTER COLUMN ${one.text} TYPE varchar USING 'same'`,
      `ALTER TABLE ${name} RENAME TO renamed`,
      `ALTER TABLE ${name} RENAME COLUMN ${one.text} TO renamed`,
      `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${name} SET (fillfactor = 50)`,
      ...[`DROP TABLE ${name}`, `DROP TABLE IF EXISTS ${name} CASCADE`, "DROP VIEW old_tickets"],
      `CREATE INDEX ON ${name} (${one.text})`,
      `CREATE VIEW seen AS ${this.query()}`,
      `CREATE MATERIALIZED VIEW seen AS ${this.query()}`,
      ...[
        "REFRESH MATERIALIZED VIEW sums",
        "CREATE SEQUENCE more",
        "ALTER SEQUENCE tallies RESTART",
      ],
      `CREATE TABLE made (LIKE ${name} INCLUDING ALL)`,
      `CREATE TABLE made (id int PRIMARY KEY, n int)`,
      `CREATE TABLE child () INHERITS (${name})`,
      `CREATE FUNCTION made() RETURNS void LANGUAGE sql AS $$ DELETE FROM audit_log $$`,
      `CREATE FUNCTION made() RETURNS void BEGIN ATOMIC DELETE FROM audit_log; END`,
      `CREATE RULE made AS ON DELETE TO ${name} DO INSTEAD NOTHING`,
      `CREATE TRIGGER made BEFORE UPDATE ON ${name} FOR EACH ROW EXECUTE FUNCTION on_write()`,
      `CREATE POLICY made ON ${name} USING (true)`,
      ...[`COMMENT ON TABLE ${name} IS 'x'`, `COMMENT ON COLUMN ${name}.${one.text} IS 'x'`],
      ...[`GRANT SELECT ON ${name} TO PUBLIC`, `REVOKE ALL ON ${name} FROM PUBLIC`],
      ...[
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
        "CREATE TYPE made AS (a int)",
      ],
      ...["CREATE DOMAIN made AS int CHECK (VALUE > 0)", "DROP FUNCTION on_write()"],
      "CREATE SCHEMA made CREATE TABLE inner_one (id int)",
      ...[`ANALYZE ${name}`, `CREATE STATISTICS made ON ${one.key}, ${one.text} FROM ${name}`],
    ]);
  }

  /** What is about the session, other sessions, or nothing. */
  session(): string {
    return this.random.pick([
      ...["SET work_mem = '6MB'", "SET LOCAL enable_seqscan = off", "RESET ALL", "DISCARD PLANS"],
      ...["LISTEN rooms", "NOTIFY rooms, 'x'", "UNLISTEN *", "SAVEPOINT s", "LOCK audit_log"],
      ...["SET CONSTRAINTS ALL DEFERRED", "DEALLOCATE ALL", "CHECKPOINT", "SET ROLE NONE"],
      ...["SELECT pg_notify('a', 'b')", "SELECT pg_advisory_xact_lock(1)", "CLOSE ALL"],
    ]);
  }
}
