import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../server/db/embedded-postgres";
import { migrateStore } from "../server/db/open-store";
import { TEMPLATE } from "./template-name";

declare module "vitest" {
  export interface ProvidedContext {
    /** Superuser's address of the run's PostgreSQL; the database is `postgres`. */
    storeRootUrl: string;
  }
}

/** One PostgreSQL for the whole run, thrown away with its folder afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join("/tmp", "gatehouse-test-"));
  const log = pino({ level: "silent" });
  const cluster = await startEmbeddedPostgres({ folder, log, durable: false });
  const client = new pg.Client(cluster.rootUrl("postgres"));
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await migrateStore(cluster.rootUrl(TEMPLATE), log);
  project.provide("storeRootUrl", cluster.rootUrl("postgres"));
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
