import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { StartProblem } from "../start-problem";
import { errorCode } from "./error-code";

const LOCK_LIMITS = {
  triesMax: 5,
  /** A holder that was just killed takes a moment to be gone; one that lives stays longer than this. */
  holderGoneMsMax: 1_500,
  pauseMs: 50,
} as const;

/**
 * One gateway per data folder. The lock names its owner by process id and time of birth, so a lock
 * that a killed gateway left is recognised, also when the id was given to another process since.
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const file = path.join(folder, "gateway.lock");
  const mine = `${process.pid} ${birthOf(process.pid) ?? "unknown"}\n`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (let tries = 0; tries < LOCK_LIMITS.triesMax; tries += 1) {
      if (tryLink(draft, file)) return () => release(file, mine);
      dropStaleLock(file, await deadHolder(file, mine));
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

/** What the lock says when its holder is dead, or null when there is no lock. Refuses a living one. */
async function deadHolder(file: string, mine: string): Promise<string | null> {
  const deadline = Date.now() + LOCK_LIMITS.holderGoneMsMax;
  let held = read(file);
  while (held !== null && isAlive(held)) {
    if (held === mine || Date.now() > deadline) throw heldBy(held, path.dirname(file));
    await pause(LOCK_LIMITS.pauseMs);
    held = read(file);
  }
  return held;
}

function isAlive(held: string): boolean {
  const [pid, birth] = held.trim().split(" ");
  return birthOf(Number(pid)) === birth;
}

function heldBy(held: string, folder: string): StartProblem {
  const [pid] = held.split(" ");
  return new StartProblem(
    `Another gateway (process ${pid}) uses ${folder}. Stop it, or set GATEHOUSE_DATA to another folder.`,
  );
}

function dropStaleLock(file: string, held: string | null): void {
  if (held === null) return;
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
