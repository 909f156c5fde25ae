import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { StartProblem } from "../start-problem";
import { errorCode } from "./error-code";

const TRIES_MAX = 5;

/**
 * One gateway per data folder. The lock names its owner by process id and time of birth, so a lock
 * that a killed gateway left is recognised, also when the id was given to another process since.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, "gateway.lock");
  const mine = `${process.pid} ${birthOf(process.pid) ?? "unknown"}\n`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      if (tryLink(draft, file)) return () => release(file, mine);
      dropStaleLock(file, mine);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new StartProblem(`${file} cannot be taken: other gateways start here at the same time.`);
}

function tryLink(draft: string, file: string): boolean {
  try {
    linkSync(draft, file); // Unlike a rename it fails when the lock is there: one winner.
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function dropStaleLock(file: string, mine: string): void {
  const held = read(file);
  if (held === null) return;
  const [pid = "", birth = ""] = held.trim().split(" ");
  if (held === mine || birthOf(Number(pid)) === birth) {
    throw new StartProblem(
      `Another gateway (process ${pid}) uses ${path.dirname(file)}. Stop it, or set GATEHOUSE_DATA to another folder.`,
    );
  }
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside); // Only one of several starters moves it away.
    if (read(aside) !== held) linkSync(aside, file); // It was somebody's fresh lock: give it back.
  } catch (error) {
    if (errorCode(error) !== "ENOENT" && errorCode(error) !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function release(file: string, mine: string): void {
  if (read(file) === mine) rmSync(file, { force: true });
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** Start time of a living process in clock ticks since boot, or null when there is none. */
function birthOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? null : (fields[19] ?? null);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ESRCH") return null;
    throw error;
  }
}
