import path from "node:path";
import pg from "pg";
import type { Logger } from "pino";
import type { Env } from "../env";
import { StartProblem } from "../start-problem";
import { connectDb } from "./connect-db";
import type { Db } from "./db";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";
import { grantToApplication, mayRewriteTrail } from "./grant-to-application";
import { migrate } from "./migrate";
import { prepareCluster, type StoreAddresses } from "./prepare-cluster";

const MIGRATIONS = "prisma/migrations";
const CONNECT_MS_MAX = 10_000;
const ONE_ROLE =
  "The store has one role for everything, so the audit trail is append-only by its trigger alone: set DATABASE_MIGRATION_URL.";

export interface OpenStore {
  readonly db: Db;
  readonly url: string;
  /** The embedded cluster, or null when DATABASE_URL names another server. */
  readonly cluster: EmbeddedPostgres | null;
  /** A sentence for the person who starts the gateway; null when there is nothing to say. */
  readonly notice: string | null;
  /** The same cluster, or one that is started for the demo's target alone. */
  demoCluster(): Promise<EmbeddedPostgres>;
  close(): Promise<void>;
}

/** Starts or reaches the store and brings it to this build's schema. Throws StartProblem. */
export async function openStore(env: Env, log: Logger): Promise<OpenStore> {
  const cluster =
    env.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({ folder: env.GATEHOUSE_DATA, log })
      : null;
  try {
    const { url, migrationUrl } =
      cluster === null ? givenAddresses(env) : await prepareCluster(cluster);
    await migrateStore({ url, migrationUrl }, log);
    const notice = migrationUrl === url ? ONE_ROLE : null;
    const db = connectDb(url, log);
    let demo: Promise<EmbeddedPostgres> | null = null;
    const demoCluster = async () => {
      demo ??= cluster === null ? startForDemo(env, log) : Promise.resolve(cluster);
      try {
        return await demo;
      } catch (error) {
        demo = null; // Nothing to close, and the next caller tries again.
        throw error;
      }
    };
    return {
      ...{ db, url, cluster, notice, demoCluster },
      async close() {
        await db.close();
        await (cluster ?? (await demo))?.stop();
      },
    };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

async function startForDemo(env: Env, log: Logger): Promise<EmbeddedPostgres> {
  const cluster = await startEmbeddedPostgres({ folder: env.GATEHOUSE_DATA, log });
  await prepareCluster(cluster);
  return cluster;
}

function givenAddresses(env: Env): StoreAddresses {
  const url = env.DATABASE_URL ?? "";
  return { url, migrationUrl: env.DATABASE_MIGRATION_URL ?? url };
}

/** Migrates as the owner of the tables, then lets the role that the gateway works as use them. */
export async function migrateStore(
  { url, migrationUrl }: StoreAddresses,
  log: Logger,
): Promise<void> {
  const role = migrationUrl === url ? null : await roleOf(url, log);
  await connected({ url: migrationUrl, setting: settingOf(role) }, log, async (client) => {
    const applied = await migrate(client, path.resolve(MIGRATIONS));
    if (applied.length > 0) log.info({ applied }, "store migrated");
    if (role === null) return;
    if (await mayRewriteTrail(client, role)) throw ownsTrail(role);
    await grantToApplication(client, role);
  });
}

function settingOf(role: string | null): string {
  return role === null ? "DATABASE_URL" : "DATABASE_MIGRATION_URL";
}

function ownsTrail(role: string): StartProblem {
  return new StartProblem(
    `The role ${role} of DATABASE_URL owns the tables or may act as who owns them, so it could rewrite the audit trail. ` +
      `As a superuser in that database run REASSIGN OWNED BY ${role} TO the role of DATABASE_MIGRATION_URL, or name two different roles.`,
  );
}

async function roleOf(url: string, log: Logger): Promise<string> {
  return connected({ url, setting: "DATABASE_URL" }, log, async (client) => {
    const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
    return rows[0]?.role ?? "";
  });
}

async function connected<T>(
  { url, setting }: { readonly url: string; readonly setting: string },
  log: Logger,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
  client.on("error", (error) => log.warn({ err: error }, "store connection lost"));
  try {
    await client.connect();
  } catch (error) {
    // The address may carry a password, so only the server's own words are shown.
    const said = error instanceof Error ? error.message : "no answer";
    throw new StartProblem(`The store cannot be reached: ${said}. Check ${setting}.`, {
      cause: error,
    });
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
