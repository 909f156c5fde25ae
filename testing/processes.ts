import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const TICKS_PER_SECOND = 100;
const LOOK_MS = 500;
const FOREIGN_SHARE_MAX = 0.2;
const QUIET_WAIT_MS_MAX = 180_000;

interface ProcessLine {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  readonly name: string;
  readonly ticks: number;
}

/** Waits until no process that is not ours uses more than a fifth of a core; throws when that takes too long. */
export async function untilQuiet(ours: readonly number[]): Promise<void> {
  const deadline = Date.now() + QUIET_WAIT_MS_MAX;
  for (;;) {
    const busy = await busyForeigners(ours);
    if (busy.length === 0) return;
    if (Date.now() > deadline) throw new Error(`the machine is busy: ${busy.join(", ")}`);
  }
}

async function busyForeigners(ours: readonly number[]): Promise<string[]> {
  const before = new Map(allProcesses().map((one) => [one.pid, one.ticks]));
  await sleep(LOOK_MS);
  const after = allProcesses();
  const family = familyOf([process.pid, ...ours], after);
  const ticksMax = (FOREIGN_SHARE_MAX * TICKS_PER_SECOND * LOOK_MS) / 1000;
  return after
    .filter((one) => !family.has(one.pid))
    .filter((one) => one.ticks - (before.get(one.pid) ?? one.ticks) > ticksMax)
    .map((one) => `${one.name} (${one.pid})`);
}

/** A process, its children and theirs. */
function familyOf(roots: readonly number[], all = allProcesses()): ReadonlySet<number> {
  const family = new Set(roots);
  for (let grown = true; grown; ) {
    const size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
    grown = family.size > size;
  }
  return family;
}

function allProcesses(): ProcessLine[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readProcess(Number(pid)))
    .filter((one) => one !== null);
}

/** `man proc`: the name stands in brackets and may hold anything, so the rest is read from the last one. */
function readProcess(pid: number): ProcessLine | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const close = text.lastIndexOf(")");
    const fields = text.slice(close + 2).split(" ");
    return {
      pid,
      parent: Number(fields[1]),
      session: Number(fields[3]),
      name: text.slice(text.indexOf("(") + 1, close),
      ticks: Number(fields[11]) + Number(fields[12]),
    };
  } catch {
    return null; // It ended while we looked.
  }
}

/** The children of a process whose command line contains a word. */
export function childOf(parent: number, word: string): number {
  const found = allProcesses().find(
    (one) => one.parent === parent && commandLine(one.pid).includes(word),
  );
  if (found === undefined) throw new Error(`process ${parent} has no child with ${word}`);
  return found.pid;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** Resident memory of a process now, in MiB. */
export function residentMb(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(line ?? Number.NaN) / 1024;
}

/** Watches the peak of several processes' memory until stopped. */
export class MemoryWatch {
  readonly #before: ReadonlyMap<number, number>;
  readonly #peak: Map<number, number>;
  readonly #timer: NodeJS.Timeout;

  constructor(pids: readonly number[]) {
    this.#before = new Map(pids.map((pid) => [pid, residentMb(pid)]));
    this.#peak = new Map(this.#before);
    this.#timer = setInterval(() => this.#look(), 20);
  }

  #look(): void {
    for (const [pid, peak] of this.#peak) this.#peak.set(pid, Math.max(peak, residentMb(pid)));
  }

  /** MiB each process grew by at its peak, in the order given. */
  stop(): number[] {
    this.#look();
    clearInterval(this.#timer);
    return [...this.#before].map(([pid, before]) => (this.#peak.get(pid) ?? before) - before);
  }
}
