import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Hex of SHA-256, as `prisma migrate deploy` writes it: an edited migration is noticed. */
  readonly checksum: string;
}

/** The migrations of a folder, oldest first; none when the folder does not exist yet. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = await foldersIn(folder);
  return Promise.all(names.map((name) => readMigration(folder, name)));
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory());
    return folders.map((entry) => entry.name).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}
