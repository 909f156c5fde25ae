import type { Random } from "../../seeded-random";
import { nameWritten } from "./disguise";
import { KNOWN_TABLES, type KnownTable, VIEWS } from "./tables";

const DEPTH_MAX = 3;

/** Queries and conditions, seeded. Most of them run; those that do not are still to be understood. */
export class QueryGrammar {
  protected readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  protected table(): KnownTable {
    return this.random.pick(KNOWN_TABLES);
  }

  protected named({ name }: KnownTable): string {
    return nameWritten(name, this.random);
  }

  protected number(): number {
    return this.random.between(0, 30);
  }

  protected word(): string {
    const words = ["'x'", "E'\\x41'", "U&'\\0041'", "$$;$$", "$q$'$q$", "'it''s'", "NULL", "'--'"];
    return this.random.pick(words);
  }

  protected condition({ key, text }: KnownTable, depth = 0): string {
    const other = this.table();
    const n = this.number();
    const plain = [
      ...[`${key} = ${n}`, `${key} < ${n}`, `${key} IN (${n}, 1, 2)`, `${text} LIKE '%a%'`],
      ...[`${key} BETWEEN 1 AND ${n}`, `${text} IS NOT NULL`, `NOT ${key} = ${n}`, "1 = 1"],
      ...[`(${key}, 1) IN ((1, 1), (2, 1))`, `${key} % 2 = 0`, `lower(${text}) > 'm'`],
      `${key} = ANY (ARRAY[1, 2, ${n}])`,
    ];
    if (depth >= DEPTH_MAX || this.random.next() < 0.6) return this.random.pick(plain);
    return this.random.pick([
      `${key} IN (SELECT ${other.key} FROM ${this.named(other)} WHERE ${this.condition(other, depth + 1)})`,
      `EXISTS (SELECT FROM ${this.named(other)} WHERE ${other.key} = ${n})`,
      `(${this.random.pick(plain)} AND ${this.random.pick(plain)})`,
      `(${this.random.pick(plain)} OR ${this.random.pick(plain)})`,
      `${key} > (SELECT min(${other.key}) FROM ${this.named(other)})`,
    ]);
  }

  /** One that only reads. */
  query(depth = 0): string {
    const one = this.table();
    const other = this.table();
    const [from, and] = [this.named(one), this.named(other)];
    const where = this.condition(one, depth + 1);
    const inner =
      depth < DEPTH_MAX && this.random.next() < 0.5 ? this.query(depth + 1) : "SELECT 1 AS a";
    return this.random.pick([
      `SELECT * FROM ${from} WHERE ${where}`,
      `SELECT ${one.key}, ${one.text} FROM ${from} ORDER BY 1 LIMIT ${this.number()}`,
      `SELECT count(*), max(${one.text}) FROM ${from} GROUP BY ${one.key} HAVING count(*) > 0`,
      `SELECT a.${one.key} FROM ${from} AS a JOIN ${and} AS b ON a.${one.key} = b.${other.key}`,
      `SELECT a.${one.key} FROM ${from} a, LATERAL (SELECT 1 FROM ${and} WHERE ${other.key} = a.${one.key}) l`,
      `WITH q AS (${inner}) SELECT * FROM q`,
      `WITH ${one.name} AS (SELECT 1 AS a) SELECT * FROM ${one.name}`,
      `SELECT * FROM (${inner}) AS q LIMIT 3`,
      `(${inner}) UNION ALL (${inner})`,
      `SELECT ${one.key}::text FROM ${from} EXCEPT SELECT 'x'`,
      `SELECT (SELECT max(${other.key}) FROM ${and}) FROM ${from} WHERE ${where}`,
      `SELECT rank() OVER (ORDER BY ${one.key}) FROM ${from} TABLESAMPLE BERNOULLI (50)`,
      `SELECT * FROM ${this.random.pick(VIEWS)} LIMIT 5`,
      ...[`TABLE ${from}`, "VALUES (1, 'x'), (2, 'y')", `SELECT to_jsonb(t) FROM ${from} AS t`],
      "WITH RECURSIVE q (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM q WHERE n < 5) SELECT n FROM q",
      `EXPLAIN DELETE FROM ${from}`,
      `EXPLAIN ANALYZE ${inner}`,
      `COPY (${inner}) TO STDOUT`,
      `DECLARE c CURSOR FOR ${inner}`,
      `SHOW work_mem`,
    ]);
  }
}
