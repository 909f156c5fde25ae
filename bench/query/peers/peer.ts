import { type ChildProcess, spawn } from "node:child_process";
import type { PostgresTarget } from "@/testing/postgres-target";

/** A table's rows as a peer gave them: how many, and the id of the last one. */
export interface PeerAnswer {
  readonly rows: number;
  readonly lastId: string;
}

/** Another product that shows a query's rows in a browser, driven through its own HTTP API. */
export interface Peer {
  readonly name: string;
  readonly pid: number;
  /** Runs the query, reads the whole answer as its client would, and counts the rows. */
  readAll(table: string): Promise<PeerAnswer>;
  stop(): Promise<void>;
}

/** Starts the peer for one run; rejects with a sentence when this machine cannot have it. */
export type PeerStart = (target: PostgresTarget) => Promise<Peer>;

const ANSWER_MS_MAX = 180_000;
const START_MS_MAX = 60_000;

export interface PeerProcess {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers any status when the peer is up. */
  readonly url: string;
}

export async function startPeer(start: PeerProcess): Promise<ChildProcess> {
  const [program = "", ...args] = start.command;
  const child = spawn(program, args, {
    cwd: start.folder,
    stdio: "ignore",
    env: { NODE_ENV: "production", PATH: process.env["PATH"], HOME: start.folder, ...start.env },
  });
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    if (await answers(start.url)) return child;
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`${start.url} does not answer`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    return false; // It is not listening yet.
  }
}

export function endPeer(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const hard = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

export async function postJson<T>(url: string, body: unknown, headers = {}): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok)
    throw new Error(`${url}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
  return (await answer.json()) as T;
}
