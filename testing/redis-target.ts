import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./postgres-target";

/** A real Redis in a folder of its own on a free port, for as long as a test needs it. */
export interface RedisTarget {
  readonly port: number;
  /** What `redis-cli` prints when it is given these lines; `json`: one reply as JSON. */
  cli(lines: string, options?: CliOptions): string;
  stop(): Promise<void>;
}

export interface CliOptions {
  readonly json?: boolean;
  /** Some commands go on listening; after so long they are left. */
  readonly leaveAfterMs?: number;
}

const SERVER = "/usr/bin/redis-server";
const CLI = "/usr/bin/redis-cli";
const START_MS_MAX = 30_000;
const CLI_MS_MAX = 10_000;
const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Debian's redis-server; it keeps nothing on disk unless it is told to. */
export async function startRedisTarget(): Promise<RedisTarget> {
  const folder = mkdtempSync("/tmp/gatehouse-redis-");
  const port = await freePort();
  const settings = [
    ...["--port", String(port), "--bind", "127.0.0.1", "--dir", folder],
    ...["--save", "", "--appendonly", "no", "--enable-protected-configs", "yes"],
  ];
  const child = spawn(SERVER, settings, { stdio: "ignore" });
  running.add(child);
  const cli = (lines: string, options: CliOptions = {}) => runCli(port, lines, options);
  await untilAnswers(child, cli);
  return {
    ...{ port, cli },
    async stop() {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function runCli(port: number, lines: string, { json, leaveAfterMs }: CliOptions): string {
  const format = json === true ? "--json" : "--no-raw";
  try {
    return execFileSync(CLI, ["-p", String(port), format], {
      ...{ input: `${lines}\n`, encoding: "utf8", stdio: "pipe", maxBuffer: OUTPUT_BYTES_MAX },
      ...{ timeout: leaveAfterMs ?? CLI_MS_MAX, killSignal: "SIGKILL" },
    });
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? error.stdout : null;
    if (leaveAfterMs !== undefined && typeof said === "string") return said;
    throw error;
  }
}

async function untilAnswers(child: ChildProcess, cli: RedisTarget["cli"]): Promise<void> {
  for (const until = Date.now() + START_MS_MAX; ; await wait(50)) {
    try {
      if (cli("PING").includes("PONG")) return;
    } catch (error) {
      const isGone = child.exitCode !== null || Date.now() > until;
      if (isGone) throw new Error("Redis did not start.", { cause: error });
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL"); // Its data go with it.
  });
}
