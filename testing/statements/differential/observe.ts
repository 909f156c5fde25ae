import pg from "pg";
import { CREATE_CUSTOMERS, insertCustomers } from "@/server/demo/customers-sql";
import { insertShopRows } from "@/server/demo/shop-rows-sql";
import { CREATE_TABLES, FINISH_TABLES } from "@/server/demo/shop-tables-sql";
import { type PostgresTarget, startPostgresTarget } from "../../postgres-target";
import { CATALOGUES, transactionOf } from "../corpus-target";
import { BESIDE_THE_SHOP } from "./tables";

const CUSTOMERS = 300;
const STATEMENT_MS_MAX = 1_000;

/** The demo's shop on a server of its own, owned by somebody without rights to the machine. */
export async function startShop(binaries: string | null): Promise<PostgresTarget> {
  const server = await startPostgresTarget({
    ...(binaries === null ? {} : { binaries }),
    settings: { autovacuum: "off" },
  });
  const rows = [insertCustomers(1, CUSTOMERS), ...insertShopRows(CUSTOMERS)];
  const all = [CREATE_CUSTOMERS, CREATE_TABLES, ...rows, ...FINISH_TABLES, BESIDE_THE_SHOP];
  server.psql(`CREATE ROLE shop_owner LOGIN PASSWORD 'owner';
    GRANT CREATE ON SCHEMA public TO shop_owner; GRANT CREATE ON DATABASE postgres TO shop_owner;
    GRANT SELECT ON pg_authid, pg_largeobject TO shop_owner;
    SET ROLE shop_owner; ${all.join(";\n")}`);
  return server;
}

export async function connectAsOwner({ host, port }: PostgresTarget): Promise<pg.Client> {
  const who = { user: "shop_owner", password: "owner", database: "postgres" };
  const client = new pg.Client({ host, port, ...who });
  await client.connect();
  // A language brings settings with it when it is first used.
  await client.query("DO 'BEGIN END'");
  await client.query(`SET statement_timeout = ${STATEMENT_MS_MAX}; SET lock_timeout = 500`);
  return client;
}

/** What one text did, as the server itself shows it. */
export interface Observation {
  /** The state of its refusal; then nothing changed. */
  readonly refusedAs: string | null;
  /** Tables that were there before and have other rows now, or are gone. */
  readonly changed: readonly string[];
  /** Anything at all is different, rows that are merely locked and the catalogue included. */
  readonly isChanged: boolean;
  /** Of each statement: the first words of its command tag. */
  readonly tags: readonly string[];
}

export interface Snapshot {
  readonly all: string;
  readonly tables: ReadonlyMap<string, { readonly name: string; readonly rows: string }>;
}

/** As everything is while nothing ran: each text starts from it, since each is rolled back. */
export async function lookBefore(client: pg.Client): Promise<Snapshot> {
  await client.query("BEGIN");
  try {
    return await snapshot(client, await transactionOf(client));
  } finally {
    await client.query("ROLLBACK");
  }
}

/** Runs a text in a transaction that is rolled back, and looks at what is different then. */
export async function observe(
  client: pg.Client,
  sql: string,
  before: Snapshot,
): Promise<Observation> {
  await client.query("BEGIN");
  try {
    const since = await transactionOf(client);
    const answer = await attempt(client, sql);
    if (typeof answer === "string") {
      return { refusedAs: answer, changed: [], isChanged: false, tags: [] };
    }
    const after = await snapshot(client, since);
    const changed = [...before.tables]
      .filter(([oid, { rows }]) => after.tables.get(oid)?.rows !== rows)
      .map(([, { name }]) => name);
    return { refusedAs: null, changed, isChanged: before.all !== after.all, tags: answer };
  } finally {
    await client.query("ROLLBACK");
    // What a rollback leaves: prepared statements, and where a sequence stands.
    await client.query("DEALLOCATE ALL; UNLISTEN *; SELECT setval('tallies', 1, false)");
  }
}

async function attempt(client: pg.Client, sql: string): Promise<readonly string[] | string> {
  try {
    const results = [await client.query(sql)].flat();
    return results.map(({ command }) => command ?? "");
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "no code";
  }
}

const OTHERS = `SELECT 'tallies', last_value::text || is_called FROM public.tallies
  UNION ALL SELECT 'who', current_user || session_user
  UNION ALL SELECT 'settings', (SELECT md5(string_agg(name || setting, ',' ORDER BY name)) FROM pg_settings
    WHERE name NOT IN ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable'))`;

const USER_TABLES = `SELECT c.oid::text, n.nspname || '.' || c.relname, c.oid::regclass::text
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1`;

/** Rows that this transaction wrote are counted apart, beside a checksum over all of them. */
async function snapshot(client: pg.Client, since: string): Promise<Snapshot> {
  const found = await rowsOf(client, USER_TABLES);
  const wrote = (column: string) =>
    `count(*) FILTER (WHERE age(x.${column}) <= age('${since}'::xid))`;
  const tables = found.map(
    ([oid, , name]) => `SELECT '${oid}', count(*) || ' ' || ${wrote("xmin")} || ' ' ||
      coalesce(sum(hashtextextended(x::text, 0)), 0), ${wrote("xmax")}::text FROM ${name} x`,
  );
  const catalogues = CATALOGUES.map(
    (name) =>
      `SELECT '${name}', count(*) || ' ' || ${wrote("xmin")}, ${wrote("xmax")}::text FROM pg_catalog.${name} x`,
  );
  const counted = await rowsOf(client, [...tables, ...catalogues].join(" UNION ALL "));
  const others = await rowsOf(client, OTHERS);
  const names = new Map(found.map(([oid = "", name = ""]) => [oid, name]));
  const known = counted.flatMap(([oid = "", rows = ""]) => {
    const name = names.get(oid);
    return name === undefined ? [] : [[oid, { name, rows }] as const];
  });
  return { all: JSON.stringify([counted, others]), tables: new Map(known) };
}

async function rowsOf(client: pg.Client, text: string): Promise<string[][]> {
  const { rows } = await client.query<string[]>({ text, rowMode: "array" });
  return rows;
}

/** Relations that the plan of a statement names; null where it cannot be explained. */
export async function planOf(client: pg.Client, sql: string): Promise<PlanNames | null> {
  await client.query("BEGIN");
  try {
    const rows = await rowsOf(client, `EXPLAIN (FORMAT JSON, VERBOSE) ${sql}`);
    const names: PlanNames = { read: new Set(), written: new Set() };
    noteNames(JSON.parse(JSON.stringify(rows)), names);
    return names;
  } catch {
    return null; // Told by the caller as compared by its snapshot only.
  } finally {
    await client.query("ROLLBACK");
  }
}

export interface PlanNames {
  readonly read: Set<string>;
  readonly written: Set<string>;
}

function noteNames(node: unknown, names: PlanNames): void {
  if (typeof node !== "object" || node === null) return;
  const record = new Map<string, unknown>(Object.entries(node));
  const relation = record.get("Relation Name");
  if (typeof relation === "string") {
    const isWrite = record.get("Node Type") === "ModifyTable";
    (isWrite ? names.written : names.read).add(`${String(record.get("Schema"))}.${relation}`);
  }
  for (const value of record.values()) noteNames(value, names);
}
