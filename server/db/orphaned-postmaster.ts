import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import { StartProblem } from "../start-problem";
import { errorCode } from "./error-code";

const STOP_MS_MAX = 30_000;
const POLL_MS = 20;

/**
 * A gateway that was killed leaves its PostgreSQL running. Called with the folder's lock held, so a
 * server that lives here belongs to nobody: it is asked to stop (fast shutdown), and waited for.
 */
export async function stopOrphan(pgdata: string, log: Logger): Promise<void> {
  const pid = readPid(pgdata);
  if (pid === null || !isPostmasterOf(pid, pgdata)) return;
  log.warn({ pid }, "stopping the PostgreSQL that a killed gateway left behind");
  process.kill(pid, "SIGINT");
  const deadline = Date.now() + STOP_MS_MAX;
  while (isPostmasterOf(pid, pgdata)) {
    if (Date.now() > deadline) {
      throw new StartProblem(
        `An earlier PostgreSQL (process ${pid}) still runs on ${pgdata} and does not stop. End it and start again.`,
      );
    }
    await pause(POLL_MS);
  }
}

/** First line of postmaster.pid, or null when there is no such file. */
function readPid(pgdata: string): number | null {
  const line = readStatusLine(pgdata, 0);
  const pid = Number(line);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

/** Line 8 of postmaster.pid says `ready` once the server takes connections. */
export function isReady(pgdata: string, pid: number): boolean {
  return readPid(pgdata) === pid && readStatusLine(pgdata, 7) === "ready";
}

function readStatusLine(pgdata: string, index: number): string | null {
  try {
    const lines = readFileSync(path.join(pgdata, "postmaster.pid"), "utf8").split("\n");
    return lines[index]?.trim() ?? null;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/**
 * Proof, not a guess: a PostgreSQL server works inside its data folder. A process that merely got
 * the old number does not, and is left alone. A zombie has no folder any more.
 */
function isPostmasterOf(pid: number, pgdata: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgdata);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "EACCES" || code === "EPERM" || code === "ESRCH")
      return false;
    throw error;
  }
}
