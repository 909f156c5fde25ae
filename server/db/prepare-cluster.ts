import pg from "pg";
import { type EmbeddedPostgres, socketUrl } from "./embedded-postgres";
import { OWNER_ROLE, STORE_ROLE } from "./postgres-folder";

export const STORE_DATABASE = "gatehouse";

/**
 * Ready when the owner's role owns the store and nobody may connect who was not told to, the
 * maintenance databases included.
 */
const IS_READY = `SELECT count(*) = 4 AS ready FROM pg_database
  WHERE datname IN ('${STORE_DATABASE}', 'postgres', 'template0', 'template1')
    AND NOT has_database_privilege('public', oid, 'CONNECT')
    AND (datname <> '${STORE_DATABASE}' OR pg_get_userbyid(datdba) = '${OWNER_ROLE}')`;

/** Where the gateway works, and where it migrates as the owner of the tables. */
export interface StoreAddresses {
  readonly url: string;
  readonly migrationUrl: string;
}

/**
 * The store's database and its two roles, neither of which is a superuser: one owns the tables, the
 * other works in them. Every step may be repeated: a start that was interrupted is finished by the
 * next one, and a store of a release with one role is handed to its new owner.
 */
export async function prepareCluster(cluster: EmbeddedPostgres): Promise<StoreAddresses> {
  const ready = await asRoot(cluster, "postgres", async (client) => {
    const { rows } = await client.query<{ ready: boolean }>(IS_READY);
    return rows[0]?.ready === true;
  });
  if (!ready) await prepare(cluster);
  const at = { socketFolder: cluster.socketFolder, database: STORE_DATABASE };
  return {
    url: socketUrl({ ...at, role: STORE_ROLE, password: cluster.storePassword }),
    migrationUrl: socketUrl({ ...at, role: OWNER_ROLE, password: cluster.ownerPassword }),
  };
}

async function prepare(cluster: EmbeddedPostgres): Promise<void> {
  await asRoot(cluster, "postgres", async (client) => {
    for (const database of ["postgres", "template0", "template1"]) {
      await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    }
    await ensureRole(client, STORE_ROLE, cluster.storePassword);
    await ensureRole(client, OWNER_ROLE, cluster.ownerPassword);
    const known = await client.query("SELECT FROM pg_database WHERE datname = $1", [
      STORE_DATABASE,
    ]);
    if (known.rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${STORE_DATABASE} OWNER ${OWNER_ROLE} TEMPLATE template0`,
      );
    }
    await client.query(`REVOKE ALL ON DATABASE ${STORE_DATABASE} FROM PUBLIC`);
  });
  await asRoot(cluster, STORE_DATABASE, async (client) => {
    // One transaction: `IS_READY` must not find an owner whose worker cannot connect.
    await client.query(`BEGIN; REASSIGN OWNED BY ${STORE_ROLE} TO ${OWNER_ROLE};
      ALTER DATABASE ${STORE_DATABASE} OWNER TO ${OWNER_ROLE};
      GRANT CONNECT ON DATABASE ${STORE_DATABASE} TO ${STORE_ROLE}; COMMIT`);
  });
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const known = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  const verb = known.rowCount === 0 ? "CREATE" : "ALTER";
  await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}

async function asRoot<T>(
  cluster: EmbeddedPostgres,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(cluster.rootUrl(database));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
