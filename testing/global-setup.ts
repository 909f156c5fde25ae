import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import pino from "pino";
import type { TestProject } from "vitest/node";
import { socketUrl, startEmbeddedPostgres } from "../server/db/embedded-postgres";
import { migrateStore } from "../server/db/open-store";
import { OWNER_ROLE, STORE_ROLE } from "../server/db/postgres-folder";
import { TEMPLATE } from "./template-name";

declare module "vitest" {
  export interface ProvidedContext {
    /** Superuser's address of the run's PostgreSQL; the database is `postgres`. */
    storeRootUrl: string;
    /** The role that stores of tests are worked in with: no superuser, and it owns no table. */
    storeRoleUrl: string;
  }
}

/** One PostgreSQL for the whole run, thrown away with its folder afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join("/tmp", "gatehouse-test-"));
  const log = pino({ level: "silent" });
  const cluster = await startEmbeddedPostgres({ folder, log, durable: false });
  const client = new pg.Client(cluster.rootUrl("postgres"));
  await client.connect();
  for (const role of [OWNER_ROLE, STORE_ROLE]) {
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
  }
  await client.query(`CREATE DATABASE ${TEMPLATE} OWNER ${OWNER_ROLE}`);
  await client.end();
  const as = (role: string, database: string) =>
    socketUrl({ socketFolder: cluster.socketFolder, role, password: role, database });
  await migrateStore(
    { url: as(STORE_ROLE, TEMPLATE), migrationUrl: as(OWNER_ROLE, TEMPLATE) },
    log,
  );
  project.provide("storeRoleUrl", as(STORE_ROLE, "postgres"));
  project.provide("storeRootUrl", cluster.rootUrl("postgres"));
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
