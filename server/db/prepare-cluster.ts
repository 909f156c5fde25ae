import pg from "pg";
import { type EmbeddedPostgres, socketUrl } from "./embedded-postgres";
import { STORE_ROLE } from "./postgres-folder";

export const STORE_DATABASE = "gatehouse";

/** Ready when the store is there and nobody but its owner may connect, the maintenance databases included. */
const IS_READY = `SELECT count(*) = 4 AS ready FROM pg_database
  WHERE datname IN ('${STORE_DATABASE}', 'postgres', 'template0', 'template1')
    AND NOT has_database_privilege('public', oid, 'CONNECT')`;

/**
 * The store's database and its role, which is no superuser; returns where the gateway connects.
 * Every step may be repeated: a start that was interrupted is finished by the next one.
 */
export async function prepareCluster(cluster: EmbeddedPostgres): Promise<string> {
  const client = new pg.Client(cluster.rootUrl("postgres"));
  await client.connect();
  try {
    const { rows } = await client.query<{ ready: boolean }>(IS_READY);
    if (rows[0]?.ready !== true) await prepare(client, cluster.storePassword);
  } finally {
    await client.end();
  }
  return socketUrl({
    socketFolder: cluster.socketFolder,
    role: STORE_ROLE,
    password: cluster.storePassword,
    database: STORE_DATABASE,
  });
}

async function prepare(client: pg.Client, password: string): Promise<void> {
  for (const database of ["postgres", "template0", "template1"]) {
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  }
  const role = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [STORE_ROLE]);
  const verb = role.rowCount === 0 ? "CREATE" : "ALTER";
  await client.query(`${verb} ROLE ${STORE_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
  const store = await client.query("SELECT FROM pg_database WHERE datname = $1", [STORE_DATABASE]);
  if (store.rowCount === 0) {
    await client.query(`CREATE DATABASE ${STORE_DATABASE} OWNER ${STORE_ROLE} TEMPLATE template0`);
  }
  await client.query(`REVOKE ALL ON DATABASE ${STORE_DATABASE} FROM PUBLIC`);
}
