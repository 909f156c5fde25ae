import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { StartProblem } from "../start-problem";
import { lockFolder } from "./folder-lock";
import { isReady, stopOrphan } from "./orphaned-postmaster";
import { openPostgresFolder, type PostgresFolder, ROOT_ROLE } from "./postgres-folder";
import { asPostgres, findRuntime } from "./postgres-runtime";
import { isRoot } from "./usable-data-folder";

/** Recovery after a crash replays the log first; it may take a while and is worth waiting for. */
const READY_MS_MAX = 120_000;
const READY_POLL_MS = 3;
/** How long the children of a killed server may hold its memory. */
const HELD_MS_MAX = 15_000;
const STOP_MS_MAX = 20_000;
const RESTART_MS_MIN = 100;
const RESTART_MS_MAX = 5_000;
const LOG_LINE_CHARACTERS_MAX = 500;
/** Run by root: PostgreSQL's user may pass to reach its own folder, not look around. */
const PASSABLE = 0o711;
const PRIVATE = 0o700;

export interface EmbeddedPostgres {
  /** Folder of the Unix socket: what a client takes as its host. There is no network port. */
  readonly socketFolder: string;
  readonly storePassword: string;
  readonly ownerPassword: string;
  /** Where the cluster's superuser connects. For the supervisor, the demo's making and tests. */
  rootUrl(database: string): string;
  readonly pid: () => number | null;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The gateway's data folder; the cluster is made in `postgres/` below it. */
  readonly folder: string;
  readonly log: Logger;
  /** False only for tests whose data is thrown away. */
  readonly durable?: boolean;
}

/**
 * A real PostgreSQL out of node_modules under our supervision: one per data folder, only on a Unix
 * socket, with a password even there. Starts it again when it dies. Throws StartProblem, worded for
 * the person who starts the gateway.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(options.folder, { recursive: true, mode: PRIVATE });
  if (isRoot()) chmodSync(options.folder, PASSABLE);
  const unlock = await lockFolder(options.folder);
  try {
    const data = path.join(options.folder, "postgres");
    let found: string | null = null;
    const runtime = () => {
      found ??= findRuntime(data);
      return found;
    };
    const durable = options.durable ?? true;
    const folder = await openPostgresFolder(options.folder, { runtime, durable });
    await stopOrphan(folder.pgdata, options.log);
    const server = new Supervisor(folder, runtime(), options);
    try {
      await server.start();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return handleOf(folder, server, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function handleOf(
  folder: PostgresFolder,
  server: Supervisor,
  unlock: () => void,
): EmbeddedPostgres {
  return {
    socketFolder: folder.socketFolder,
    storePassword: folder.passwords.store,
    ownerPassword: folder.passwords.owner,
    rootUrl: (database) =>
      socketUrl({ ...folder, role: ROOT_ROLE, password: folder.passwords.root, database }),
    pid: () => server.pid(),
    async stop() {
      await server.stop();
      unlock();
    },
  };
}

export interface SocketAddress {
  readonly socketFolder: string;
  readonly role: string;
  readonly password: string;
  readonly database: string;
}

export function socketUrl({ socketFolder, role, password, database }: SocketAddress): string {
  return `postgresql://${role}:${password}@localhost/${database}?host=${encodeURIComponent(socketFolder)}`;
}

class Supervisor {
  readonly #folder: PostgresFolder;
  readonly #runtime: string;
  readonly #log: Logger;
  readonly #durable: boolean;
  #child: ChildProcess | null = null;
  #lastWords = "";
  #stopping = false;

  constructor(folder: PostgresFolder, runtime: string, options: EmbeddedOptions) {
    this.#folder = folder;
    this.#runtime = runtime;
    this.#log = options.log;
    this.#durable = options.durable ?? true;
  }

  pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Resolves when connections are taken. */
  async start(): Promise<void> {
    const deadline = Date.now() + READY_MS_MAX;
    const heldUntil = Date.now() + HELD_MS_MAX;
    let child = this.#spawn();
    while (child.pid === undefined || !isReady(this.#folder.pgdata, child.pid)) {
      if (Date.now() > deadline) throw this.#problem("did not get ready in time");
      await pause(READY_POLL_MS);
      if (!isOver(child)) continue;
      if (!this.#isHeld() || Date.now() > heldUntil) throw this.#problem("ended at once");
      await pause(RESTART_MS_MIN);
      child = this.#spawn();
    }
    child.once("exit", (code, signal) => void this.#restart({ code, signal }));
    if (isOver(child)) await this.#restart({ code: child.exitCode, signal: child.signalCode });
  }

  /** The children of a killed server still hold its folder or memory. */
  #isHeld(): boolean {
    return !this.#stopping && /lock file|shared memory/.test(this.#lastWords);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#child;
    if (child === null || isOver(child)) return;
    const over = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_MS_MAX);
    child.kill("SIGINT"); // Fast shutdown: roll back, write a checkpoint, end.
    await over;
    clearTimeout(timer);
  }

  #spawn(): ChildProcess {
    const { pgdata, socketFolder } = this.#folder;
    const child = spawn(
      path.join(this.#runtime, "bin/postgres"),
      ["-D", pgdata, "-k", socketFolder, ...settings(this.#durable)],
      // A session of its own: Ctrl-C in the terminal is for the gateway, which stops us in order.
      { ...asPostgres(), cwd: pgdata, detached: true, stdio: ["ignore", "ignore", "pipe"] },
    );
    this.#lastWords = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LOG_LINE_CHARACTERS_MAX * 4);
      this.#log.debug({ postgres: text.trimEnd().slice(0, LOG_LINE_CHARACTERS_MAX) }, "store");
    });
    child.once("error", (error) => this.#log.error({ err: error }, "store cannot be started"));
    this.#child = child;
    return child;
  }

  async #restart(end: { code: number | null; signal: NodeJS.Signals | null }): Promise<void> {
    for (
      let pauseMs = RESTART_MS_MIN;
      !this.#stopping;
      pauseMs = Math.min(pauseMs * 2, RESTART_MS_MAX)
    ) {
      this.#log.error({ ...end, said: this.#lastWords }, "the store ended; starting it again");
      await pause(pauseMs);
      if (this.#stopping) return;
      try {
        return await this.start();
      } catch (error) {
        this.#log.error({ err: error }, "the store did not start");
      }
    }
  }

  #problem(what: string): StartProblem {
    return new StartProblem(
      `The embedded PostgreSQL in ${this.#folder.pgdata} ${what}. It said:\n${this.#lastWords.trim()}`,
    );
  }
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function settings(durable: boolean): string[] {
  const values = {
    listen_addresses: "",
    unix_socket_permissions: "0700",
    password_encryption: "scram-sha-256",
    max_connections: "100",
    shared_buffers: "128MB",
    // No replica reads this log: the short form makes bulk loads skip it.
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "2GB",
    jit: "off",
    // Disks that seek are gone: a page of a list is cheaper along its index.
    random_page_cost: "1.1",
    timezone: "UTC",
    log_timezone: "UTC",
    // Statements and details carry people's data; the log is no place for it.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_min_messages: "warning",
    cluster_name: "gatehouse",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
