import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { readMigrations } from "../server/db/read-migrations";
import { sqlMissingFrom } from "./schema-engine";

/**
 * `npm run db:new -- NAME` writes the migration from the last one to prisma/schema.prisma;
 * `npm run db:check` fails when there is something to write.
 */
const FOLDER = "prisma/migrations";
const SCHEMA = "prisma/schema.prisma";
const NAME = /^[a-z][a-z0-9_]{1,60}$/;

const wanted = process.argv[2] ?? "";
if (wanted === "--check") await check();
else if (NAME.test(wanted)) await writeMigration(wanted);
else usage();

function usage(): void {
  console.error("Name the migration in lower case: npm run db:new -- add_connection_notes");
  process.exitCode = 2;
}

async function missing(): Promise<string | null> {
  const history = await readMigrations(FOLDER);
  return sqlMissingFrom(
    history.map((migration) => migration.sql),
    SCHEMA,
  );
}

async function check(): Promise<void> {
  const sql = await missing();
  if (sql === null) return console.log(`${SCHEMA} equals the migrations`);
  console.error(
    `${SCHEMA} differs from the migrations; run npm run db:new -- NAME. Missing:\n${sql}`,
  );
  process.exitCode = 1;
}

async function writeMigration(name: string): Promise<void> {
  const sql = await missing();
  if (sql === null) return console.log("Nothing to write: the migrations lead to this schema.");
  const id = `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
  const file = path.join(FOLDER, id, "migration.sql");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, sql);
  await writeFile(path.join(FOLDER, "migration_lock.toml"), 'provider = "postgresql"\n');
  console.log(`wrote ${file}: add constraints, triggers and comments by hand`);
  console.log("Prisma does not know them and leaves them alone; npm run db:check must still pass.");
  console.log(await readFile(file, "utf8"));
}
