import path from "node:path";
import pg from "pg";
import type { Logger } from "pino";
import type { Env } from "../env";
import { StartProblem } from "../start-problem";
import { connectDb } from "./connect-db";
import type { Db } from "./db";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";
import { migrate } from "./migrate";
import { prepareCluster } from "./prepare-cluster";

const MIGRATIONS = "prisma/migrations";
const CONNECT_MS_MAX = 10_000;

export interface OpenStore {
  readonly db: Db;
  readonly url: string;
  /** The embedded cluster, or null when DATABASE_URL names another server. */
  readonly cluster: EmbeddedPostgres | null;
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
    const url = cluster === null ? (env.DATABASE_URL ?? "") : await prepareCluster(cluster);
    await migrateStore(url, log);
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
      ...{ db, url, cluster, demoCluster },
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

export async function migrateStore(url: string, log: Logger): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
  client.on("error", (error) => log.warn({ err: error }, "store connection lost"));
  try {
    await client.connect();
  } catch (error) {
    // The address may carry a password, so only the server's own words are shown.
    const said = error instanceof Error ? error.message : "no answer";
    throw new StartProblem(`The store cannot be reached: ${said}. Check DATABASE_URL.`, {
      cause: error,
    });
  }
  try {
    const applied = await migrate(client, path.resolve(MIGRATIONS));
    if (applied.length > 0) log.info({ applied }, "store migrated");
  } finally {
    await client.end();
  }
}
