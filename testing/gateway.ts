import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { freePort } from "./postgres-target";

/** The real production gateway as a process of its own: `node dist/server.mjs`, on a free port. */
export interface GatewayOptions {
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder to go on with; a fresh one, removed by `dispose`, when left out. */
  readonly data?: string;
  readonly port?: number;
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  readonly pid: number;
  /** The one-time link printed by a first start, else null. */
  readonly setupLink: string | null;
  /** E-mail address to password, as printed by a first start with the demo. */
  readonly demoSignIns: ReadonlyMap<string, string>;
  /** Milliseconds from spawn to the ready line. */
  readonly startedInMs: number;
  /** Everything it said on both outputs, the last megabyte. */
  output(): string;
  /** Resolves when the process is gone. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** The same data on the same port; the process must have ended. */
  again(): Promise<Gateway>;
  /** Ends it and what it left, and removes a data folder that was made for it. */
  dispose(): Promise<void>;
}

/** Below what a journey waits for its world: who fails shows what the gateway said. */
const START_MS_MAX = 90_000;
const END_MS_MAX = 20_000;
const OUTPUT_CHARACTERS_MAX = 1024 * 1024;

/** Process group to data folder, of gateways that nobody disposed of yet. */
const running = new Map<number, string>();
process.once("exit", () => {
  for (const [pid, data] of running) {
    killGroup(pid);
    endLeftPostgres(data);
  }
});

export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const port = options.port ?? (await freePort());
  const data = options.data ?? mkdtempSync("/tmp/gatehouse-e2e-");
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: {
      ...plainEnvironment(),
      NODE_ENV: "production",
      PORT: String(port),
      GATEHOUSE_DATA: data,
      GATEHOUSE_DEMO: options.demo === true ? "1" : "0",
      GATEHOUSE_LOG_LEVEL: "warn",
      ...options.env,
    },
  });
  const pid = child.pid ?? 0;
  running.set(pid, data);
  const said = listen(child);
  const url = await untilReady(child, said);
  const startedInMs = performance.now() - startedAt;
  return {
    url,
    port,
    data,
    pid,
    startedInMs,
    setupLink: /^set-up link: (\S+)/m.exec(said())?.[1] ?? null,
    demoSignIns: new Map(
      [...said().matchAll(/^demo sign-in: (\S+) (\S+)/gm)].map((found) => [
        found[1] ?? "",
        found[2] ?? "",
      ]),
    ),
    output: said,
    end: (signal) => end(child, signal),
    again: () => startGateway({ ...options, port, data }),
    async dispose() {
      await end(child, "SIGTERM");
      killGroup(pid);
      running.delete(pid);
      if (options.data === undefined) {
        endLeftPostgres(data);
        rmSync(data, { recursive: true, force: true });
      }
    },
  };
}

/** Nothing of the machine's settings reaches the gateway under test, least of all a DATABASE_URL. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { NODE_ENV: "production", PATH, HOME, TMPDIR, LANG };
}

function listen(child: ChildProcess): () => string {
  let said = "";
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-OUTPUT_CHARACTERS_MAX);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => said;
}

function untilReady(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      if (child.pid !== undefined) killGroup(child.pid);
      reject(new Error(`the gateway did not start: ${why}\n${said()}`));
    };
    const timer = setTimeout(() => fail(`not ready after ${START_MS_MAX / 1000} s`), START_MS_MAX);
    const look = () => {
      const url = /^gatehouse ready (\S+)/m.exec(said())?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      child.stdout?.off("data", look);
      child.off("exit", gone);
      resolve(url);
    };
    const gone = (code: number | null) => fail(`exit ${code}`);
    child.stdout?.on("data", look);
    child.once("exit", gone);
    child.once("error", (error) => fail(error.message));
  });
}

function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const hard = setTimeout(() => child.kill("SIGKILL"), END_MS_MAX);
    child.once("exit", () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill(signal);
  });
}

/** A killed gateway may leave its agent for a moment: the group it was started in is ours. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** After a kill the embedded PostgreSQL goes on by design, for the next start to find; here there is none. */
function endLeftPostgres(data: string): void {
  if (!existsSync(data)) return;
  for (const folder of [data, ...childFolders(data)]) {
    const pid = Number(firstLine(path.join(folder, "postmaster.pid")));
    if (pid > 1) killQuietly(pid);
  }
}

function childFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name === "postmaster.pid")
    .map((entry) => entry.parentPath);
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, "utf8").split("\n", 1)[0] ?? "";
  } catch {
    return "";
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGQUIT");
  } catch {
    // It has ended in the meantime.
  }
}
