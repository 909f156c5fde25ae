import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { StartProblem } from "../start-problem";
import { asPostgres } from "./postgres-runtime";
import { isRoot, UNPRIVILEGED_ID } from "./usable-data-folder";

const run = promisify(execFile);

/** The cluster's superuser (the supervisor's alone), who owns and migrates the store, who works in it. */
export const ROOT_ROLE = "gatehouse_root";
export const OWNER_ROLE = "gatehouse_owner";
export const STORE_ROLE = "gatehouse";
const MAJOR = "18";
/** A Unix socket's path must fit into 107 bytes, the file name `.s.PGSQL.5432` included. */
const SOCKET_PATH_BYTES_MAX = 107;

/** Passwords of the three roles. The file is the gateway's own: PostgreSQL's user cannot read it. */
const password = z.string().min(20);
const passwords = z.object({ root: password, owner: password, store: password });
/** As releases wrote it in which the role that works in the store also owned it. */
const olderPasswords = passwords.omit({ owner: true });
export type Passwords = z.infer<typeof passwords>;

export interface PostgresFolder {
  readonly folder: string;
  readonly pgdata: string;
  readonly socketFolder: string;
  readonly passwords: Passwords;
}

/** Makes the cluster's folder at first start; later only opens it. */
export async function openPostgresFolder(
  data: string,
  { runtime, durable }: { readonly runtime: () => string; readonly durable: boolean },
): Promise<PostgresFolder> {
  const folder = path.join(data, "postgres");
  makeOwnFolder(folder);
  const pgdata = path.join(folder, "pgdata");
  const isNew = !existsSync(path.join(pgdata, "PG_VERSION"));
  const secret = readPasswords(path.join(data, "postgres.passwords"), isNew);
  if (isNew)
    await initialise({ runtime: runtime(), folder, pgdata, password: secret.root, durable });
  requireMajor(pgdata);
  return { folder, pgdata, socketFolder: makeSocketFolder(folder), passwords: secret };
}

/** The same folder without making or changing anything; null before the first start. */
export function findPostgresFolder(data: string): PostgresFolder | null {
  const folder = path.join(data, "postgres");
  const pgdata = path.join(folder, "pgdata");
  if (!existsSync(path.join(pgdata, "PG_VERSION"))) return null;
  const secret = readPasswords(path.join(data, "postgres.passwords"), false);
  return { folder, pgdata, socketFolder: socketFolderOf(folder), passwords: secret };
}

/** Exists, belongs to PostgreSQL's user and is closed to everybody else. */
function makeOwnFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (isRoot()) chownSync(folder, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}

function readPasswords(file: string, mayCreate: boolean): Passwords {
  if (!existsSync(file)) {
    if (!mayCreate) {
      throw new StartProblem(
        `${file} is missing: it holds the passwords of the embedded store beside it. Restore it from a backup.`,
      );
    }
    writePasswords(file, { root: freshPassword(), owner: freshPassword(), store: freshPassword() });
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new StartProblem(`${file} can be read by other users. Run chmod 600 on it.`);
  }
  const written: unknown = JSON.parse(readFileSync(file, "utf8"));
  const result = passwords.safeParse(written);
  if (result.success) return result.data;
  const older = olderPasswords.safeParse(written);
  if (older.success) return writePasswords(file, { ...older.data, owner: freshPassword() });
  throw new StartProblem(`${file} is damaged. Restore it from a backup.`);
}

/** Written aside and renamed: an interrupted start leaves the old file or the new one. */
function writePasswords(file: string, fresh: Passwords): Passwords {
  writeFileSync(`${file}.draft`, JSON.stringify(fresh), { mode: 0o600, flush: true });
  renameSync(`${file}.draft`, file);
  return fresh;
}

function freshPassword(): string {
  return randomBytes(32).toString("base64url");
}

interface NewCluster {
  readonly runtime: string;
  readonly folder: string;
  readonly pgdata: string;
  readonly password: string;
  readonly durable: boolean;
}

/** Built aside and renamed, so that an interrupted initdb never looks like a database. */
async function initialise(cluster: NewCluster): Promise<void> {
  const { runtime, folder, pgdata, password } = cluster;
  const draft = `${pgdata}.draft`;
  const passwordFile = path.join(folder, "initdb.password");
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (isRoot()) chownSync(passwordFile, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
  try {
    await run(
      path.join(runtime, "bin/initdb"),
      [
        ...["-D", draft, "-U", ROOT_ROLE, `--pwfile=${passwordFile}`],
        ...["--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", "--no-instructions"],
        // Unicode's upper and lower case without depending on a library's or the machine's locale.
        ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
        ...(cluster.durable ? [] : ["--no-sync"]),
      ],
      { ...asPostgres(), cwd: folder },
    );
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    throw new StartProblem(`The embedded PostgreSQL could not be made in ${folder}: ${said}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, pgdata);
}

function requireMajor(pgdata: string): void {
  const found = readFileSync(path.join(pgdata, "PG_VERSION"), "utf8").trim();
  if (found === MAJOR) return;
  throw new StartProblem(
    `${pgdata} was written by PostgreSQL ${found}; this release brings ${MAJOR}. Dump it with the old release and restore it with this one.`,
  );
}

function socketFolderOf(folder: string): string {
  const beside = path.join(folder, "socket");
  const bytes = Buffer.byteLength(path.join(beside, ".s.PGSQL.5432"));
  if (bytes <= SOCKET_PATH_BYTES_MAX) return beside;
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return path.join(os.tmpdir(), `gatehouse-${name}`);
}

/** In the shared temp folder somebody else may have prepared the name; then we do not go there. */
function makeSocketFolder(folder: string): string {
  const chosen = socketFolderOf(folder);
  const found = lstatSync(chosen, { throwIfNoEntry: false });
  const owner = isRoot() ? UNPRIVILEGED_ID : process.getuid?.();
  if (found !== undefined && (!found.isDirectory() || found.uid !== owner)) {
    throw new StartProblem(
      `${chosen} belongs to somebody else. Remove it, or use a shorter GATEHOUSE_DATA.`,
    );
  }
  makeOwnFolder(chosen);
  return chosen;
}
