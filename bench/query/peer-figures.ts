import { untilQuiet } from "@/testing/processes";
import { type Figure, median } from "../table";
import { startAdminer } from "./peers/adminer";
import { startDbgate } from "./peers/dbgate";
import type { Peer, PeerStart } from "./peers/peer";
import { startSqlpad } from "./peers/sqlpad";
import { BenchClient, type BenchWorld, CONNECTION, SIZES, tableOf } from "./world";

const ROUNDS = 5;
const GOALS: Readonly<Record<number, number>> = { 10000: 0.35, 100000: 0.33, 1000000: 0.25 };
const FLOOR = 0.6;
const STARTS: readonly PeerStart[] = [startSqlpad, startDbgate, startAdminer];

/** B9: the same table through our API, masked and recorded, and through each peer, unmasked. */
export async function peerFigures(world: BenchWorld, notes: string[]): Promise<Figure[]> {
  const peers = await startPeers(world, notes);
  const client = await BenchClient.start(world.gateway);
  try {
    const figures: Figure[] = [];
    for (const size of SIZES) figures.push(await sizeFigure({ world, peers, client, notes }, size));
    return figures;
  } finally {
    await client.stop();
    for (const peer of peers) await peer.stop();
  }
}

interface Race {
  readonly world: BenchWorld;
  readonly peers: readonly Peer[];
  readonly client: BenchClient;
  readonly notes: string[];
}

/** A peer that this machine cannot have is left out by name; one figure less is better than a false one. */
async function startPeers(world: BenchWorld, notes: string[]): Promise<Peer[]> {
  const peers: Peer[] = [];
  for (const start of STARTS) {
    let peer: Peer | undefined;
    try {
      peer = await start(world.target);
      await timePeer(peer, SIZES[0]);
      peers.push(peer);
    } catch (error) {
      await peer?.stop();
      notes.push(`B9: left out: ${start.name.replace("start", "")}: ${messageOf(error)}`);
    }
  }
  return peers;
}

async function sizeFigure(race: Race, size: number): Promise<Figure> {
  const ours: number[] = [];
  const theirs = new Map<string, number[]>();
  const out = new Map<string, string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    await untilQuiet([
      race.world.gateway.pid,
      race.world.target.pid,
      ...race.peers.map((p) => p.pid),
    ]);
    ours.push(await timeOurs(race, size));
    for (const peer of race.peers.filter((one) => !out.has(one.name))) {
      try {
        const ms = await timePeer(peer, size);
        theirs.set(peer.name, [...(theirs.get(peer.name) ?? []), ms]);
      } catch (error) {
        out.set(peer.name, messageOf(error));
      }
    }
  }
  for (const [name, why] of out) race.notes.push(`B9: ${size} rows: ${name} fell out: ${why}`);
  race.notes.push(`B9: ${size} rows: ours ${show(ours)}${timesText(theirs)}`);
  return figureOf(size, ours, best(theirs));
}

async function timeOurs({ client }: Race, size: number): Promise<number> {
  const sql = `SELECT * FROM ${tableOf(size)}`;
  const job = {
    kind: "web",
    connection: CONNECTION,
    sql,
    reader: "fast",
    stopAfterMs: null,
  } as const;
  const answer = await client.do(job);
  if (answer.rows !== size) throw new Error(`${answer.rows} of ${size} rows, ${answer.state}`);
  return answer.ms;
}

async function timePeer(peer: Peer, size: number): Promise<number> {
  const started = performance.now();
  const { rows, lastId } = await peer.readAll(tableOf(size));
  const ms = performance.now() - started;
  if (rows !== size) throw new Error(`${rows} of ${size} rows`);
  // The ids count from one, in the order of the table.
  if (lastId !== String(size)) throw new Error(`the last row is ${lastId}, not ${size}`);
  return ms;
}

/** The peer that is quickest by its median. */
function best(theirs: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const whole = [...theirs.values()].filter((times) => times.length === ROUNDS);
  return whole.sort((a, b) => median(a) - median(b))[0] ?? [];
}

function figureOf(size: number, ours: readonly number[], peer: readonly number[]): Figure {
  return {
    id: "B9",
    what: `${size} × 20, time ÷ best peer`,
    unit: "×",
    better: "lower",
    rounds: ours.flatMap((ms, at) => (peer[at] === undefined ? [] : [ms / peer[at]])),
    goal: GOALS[size] ?? Number.NaN,
    floor: FLOOR,
  };
}

function timesText(theirs: ReadonlyMap<string, readonly number[]>): string {
  return [...theirs].map(([name, times]) => `, ${name} ${show(times)}`).join("");
}

function show(times: readonly number[]): string {
  return `${median(times).toFixed(0)} ms`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
