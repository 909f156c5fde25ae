import pg from "pg";
import type { Logger } from "pino";
import type { Env } from "../env";
import { connectDb } from "./connect-db";
import type { Db } from "./db";
import { openStore } from "./open-store";
import { reachCluster } from "./reach-cluster";

const CONNECT_MS_MAX = 5_000;

export interface ReachedStore {
  readonly db: Db;
  close(): Promise<void>;
}

/**
 * The store of these settings for a command beside the gateway: through the running gateway's cluster
 * when there is one, else started for as long as the command takes.
 */
export async function reachStore(env: Env, log: Logger): Promise<ReachedStore> {
  const url = env.DATABASE_URL === undefined ? reachCluster(env.GATEHOUSE_DATA)?.storeUrl : null;
  if (url == null || !(await answers(url))) return await openStore(env, log);
  const db = connectDb(url, log);
  return { db, close: () => db.close() };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX });
  client.on("error", () => undefined); // It answers once or not at all; both are said below.
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false; // Nobody runs it: the caller starts it, or says why that cannot be.
  } finally {
    await client.end();
  }
}
