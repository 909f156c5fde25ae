import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Deps } from "../deps";

const RESTART_MS_MIN = 200;
const RESTART_MS_MAX = 10_000;
const STOP_MS_MAX = 5_000;

export interface EmbeddedAgent {
  stop(): Promise<void>;
}

/**
 * Runs the agent file as a child process, as it would run next to any target: the same code over the
 * same link. Its standard input is a pipe of ours: when the gateway dies in any way it closes, and
 * the agent cancels its queries and exits. A dead agent is started again with a growing pause.
 */
export function startEmbeddedAgent(deps: Deps, key: string, gateway: string): EmbeddedAgent {
  let child: ChildProcess | null = null;
  let pauseMs = RESTART_MS_MIN;
  let timer: NodeJS.Timeout | null = null;
  let stopping = false;

  const start = () => {
    const startedAt = Date.now();
    child = spawn(process.execPath, [path.resolve("dist/gatehouse-agent.mjs")], {
      stdio: ["pipe", "inherit", "inherit"],
      env: agentEnvironment(key, gateway, deps.env.GATEHOUSE_LOG_LEVEL),
    });
    child.once("error", (error) => deps.log.error({ err: error }, "embedded agent did not start"));
    child.once("exit", (code, signal) => {
      child = null;
      if (stopping) return;
      if (Date.now() - startedAt > RESTART_MS_MAX) pauseMs = RESTART_MS_MIN;
      deps.log.warn({ code, signal, pauseMs }, "embedded agent ended; starting it again");
      timer = setTimeout(start, pauseMs);
      pauseMs = Math.min(pauseMs * 2, RESTART_MS_MAX);
    });
  };
  start();

  return {
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      if (child !== null) await endChild(child);
    },
  };
}

/** Only what the agent needs: nothing of the gateway's environment, above all no master key. */
function agentEnvironment(key: string, gateway: string, logLevel: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    PATH: process.env["PATH"],
    TZ: process.env["TZ"],
    GATEHOUSE_KEY: key,
    GATEHOUSE_GATEWAY: gateway,
    GATEHOUSE_EMBEDDED: "1",
    GATEHOUSE_LOG_LEVEL: logLevel,
  };
}

function endChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
