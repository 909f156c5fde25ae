import { randomUUID } from "node:crypto";
import type { ClientBase } from "pg";
import { StartProblem } from "../start-problem";
import { type Migration, readMigrations } from "./read-migrations";

/** The lock that `prisma migrate deploy` takes: two gateways, or a gateway and the tool, take turns. */
const ADVISORY_LOCK = 72_707_369;

const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;
const HISTORY = `SELECT migration_name AS name, checksum FROM _prisma_migrations
  WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
const REMEMBER = `INSERT INTO _prisma_migrations
  (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)`;

/**
 * Brings the database to this build's schema: the same table, checksums and lock as
 * `prisma migrate deploy`, without its native engine. Returns the names that were applied now. Throws
 * StartProblem for an edited migration and for a database that a newer build has migrated.
 */
export async function migrate(client: ClientBase, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  if (migrations.length === 0)
    throw new StartProblem(`No migrations in ${folder}: start from the project's folder.`);
  await client.query(`SELECT pg_advisory_lock(${ADVISORY_LOCK})`);
  try {
    await client.query(HISTORY_TABLE);
    const { rows } = await client.query<{ name: string; checksum: string }>(HISTORY);
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    refuseForeignHistory(migrations, applied);
    const missing = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.query(`SELECT pg_advisory_unlock(${ADVISORY_LOCK})`);
  }
}

function refuseForeignHistory(
  ours: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): void {
  const known = new Map(ours.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    const expected = known.get(name);
    if (expected === undefined) {
      throw new StartProblem(
        `The store was migrated by a newer release (${name}). Start that release again; there is no way back.`,
      );
    }
    if (expected !== checksum) {
      throw new StartProblem(
        `Migration ${name} was edited after it was applied to this store. Restore the file as it was released.`,
      );
    }
  }
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(REMEMBER, [randomUUID(), migration.checksum, migration.name]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new StartProblem(
      `Migration ${migration.name} failed; the store is as it was before it.`,
      {
        cause: error,
      },
    );
  }
}
