import pg from "pg";
import { CREATE_CUSTOMERS, CUSTOMER_COUNT, insertCustomers } from "./customers-sql";
import { type DemoCluster, SHOP_DATABASE, SHOP_ROLE } from "./demo-cluster";
import { insertShopRows } from "./shop-rows-sql";
import { CREATE_TABLES, FINISH_TABLES } from "./shop-tables-sql";

const DRAFT = `${SHOP_DATABASE}_draft`;
const SHOP_CONNECTIONS_MAX = 50;
const CUSTOMERS_AT_A_TIME = 125_000;

/** Memory for building indexes and checking references; the load is alone on the cluster. */
const LOADING = `SET work_mem = '64MB'; SET maintenance_work_mem = '256MB';
  SET default_statistics_target = 20; SET timezone = 'UTC'`;

export interface ShopOrder {
  readonly password: string;
  /** A line for the person who waits. */
  readonly tell: (line: string) => void;
  readonly customers?: number;
}

/**
 * The demo's target: a database of its own whose role owns it and can reach no other. It is filled
 * under another name and renamed at the end, so that an interrupted start leaves nothing half full.
 */
export async function ensureShop(cluster: DemoCluster, order: ShopOrder): Promise<void> {
  await onDatabase(cluster.rootUrl("postgres"), async (root) => {
    await ensureRole(root, order.password);
    const shop = await root.query("SELECT FROM pg_database WHERE datname = $1", [SHOP_DATABASE]);
    if (shop.rowCount === 1) return;
    await root.query(`DROP DATABASE IF EXISTS ${DRAFT} WITH (FORCE)`);
    await root.query(`CREATE DATABASE ${DRAFT} OWNER ${SHOP_ROLE} TEMPLATE template0`);
    await root.query(`REVOKE ALL ON DATABASE ${DRAFT} FROM PUBLIC`);
    await onDatabase(cluster.rootUrl(DRAFT), (client) => fill(client, order));
    await root.query(`ALTER DATABASE ${DRAFT} RENAME TO ${SHOP_DATABASE}`);
  });
}

/** Takes away the database and its role, whoever is connected. Nothing to do when they are gone. */
export async function dropShop(cluster: DemoCluster): Promise<void> {
  await onDatabase(cluster.rootUrl("postgres"), async (root) => {
    await root.query(`DROP DATABASE IF EXISTS ${SHOP_DATABASE} WITH (FORCE)`);
    await root.query(`DROP DATABASE IF EXISTS ${DRAFT} WITH (FORCE)`);
    await root.query(`DROP ROLE IF EXISTS ${SHOP_ROLE}`);
  });
}

async function ensureRole(root: pg.Client, password: string): Promise<void> {
  const known = await root.query("SELECT FROM pg_roles WHERE rolname = $1", [SHOP_ROLE]);
  const verb = known.rowCount === 0 ? "CREATE" : "ALTER";
  await root.query(
    `${verb} ROLE ${SHOP_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
     CONNECTION LIMIT ${SHOP_CONNECTIONS_MAX} PASSWORD ${root.escapeLiteral(password)}`,
  );
}

async function fill(
  client: pg.Client,
  { tell, customers = CUSTOMER_COUNT }: ShopOrder,
): Promise<void> {
  await client.query(LOADING);
  await client.query(`SET ROLE ${SHOP_ROLE}`);
  // One transaction: rows of a table that is new in it need no write-ahead log.
  await client.query("BEGIN");
  await client.query(CREATE_CUSTOMERS);
  await client.query(CREATE_TABLES);
  for (let first = 1; first <= customers; first += CUSTOMERS_AT_A_TIME) {
    const last = Math.min(first + CUSTOMERS_AT_A_TIME - 1, customers);
    await client.query(insertCustomers(first, last));
    tell(`demo: ${last.toLocaleString("en")} of ${customers.toLocaleString("en")} customers`);
  }
  tell("demo: orders, payments, staff, tickets");
  for (const sql of insertShopRows(customers)) await client.query(sql);
  tell("demo: keys and references");
  for (const sql of FINISH_TABLES) await client.query(sql);
  await client.query("COMMIT");
  await client.query("ANALYZE");
}

async function onDatabase(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(url);
  let lost: Error | null = null;
  client.on("error", (error) => {
    lost = error; // The query under way fails with it; without a listener the process would end.
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    if (lost === null) await client.end();
  }
}
