import { CUSTOMER_COUNT } from "@/server/demo/customers-sql";
import { MemoryWatch, untilQuiet } from "@/testing/processes";
import type { BenchTable, Figure } from "../table";
import { median } from "../table";
import type { JobAnswer, ReaderKind } from "./client";
import { peerFigures } from "./peer-figures";
import { ALL_ROWS, BenchClient, type BenchWorld, CONNECTION, startWorld, timePsql } from "./world";

const ROUNDS = 5;
const MEMORY_ROUNDS = 3;
const MEMORY_WATCH_MS = 6_000;
const SMALL_LAPS = 200;

/** B4, B5, B6 and B9: the web path beside its yardsticks and peers, all in one interleaved run. */
export async function run(): Promise<BenchTable> {
  const notes: string[] = [];
  const world = await startWorld();
  try {
    const figures = [
      ...(await bulkFigures(world, notes)),
      ...(await pacedMemoryFigures(world)),
      ...(await latencyFigures(world)),
      ...(await peerFigures(world, notes)),
    ];
    return { name: "query", figures, notes };
  } finally {
    await world.stop();
  }
}

interface BulkRound {
  readonly psqlMs: number;
  readonly cursorMs: number;
  readonly web: JobAnswer;
  readonly memoryMb: readonly number[];
}

/** B4, its first row (B6), and the memory of a reader that keeps up (B5). */
async function bulkFigures(world: BenchWorld, notes: string[]): Promise<Figure[]> {
  await warmUp(world);
  const rounds: BulkRound[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await bulkRound(world));
  const leaks = rounds.reduce((sum, one) => sum + one.web.leaks, 0);
  const bytes = median(rounds.map((one) => one.web.bytes));
  notes.push(
    `B4: ${CUSTOMER_COUNT} rows, ${(bytes / 2 ** 20).toFixed(0)} MiB delivered in each round, ${leaks} leaks; ` +
      `median psql ${show(rounds.map((one) => one.psqlMs))}, pg-cursor ${show(rounds.map((one) => one.cursorMs))}, ` +
      `ours ${show(rounds.map((one) => one.web.ms))}`,
  );
  notes.push(`B5: MiB grown by agent, gateway, client: ${rounds.map(memoryText).join("; ")}`);
  const ratios = (of: (one: BulkRound) => number) => rounds.map(of);
  return [
    lower({
      id: "B4",
      what: "1M rows, time ÷ psql -At",
      unit: "×",
      rounds: ratios((one) => one.web.ms / one.psqlMs),
      goal: 1,
      floor: 1.4,
    }),
    lower({
      id: "B4",
      what: "1M rows, time ÷ pg-cursor",
      unit: "×",
      rounds: ratios((one) => one.web.ms / one.cursorMs),
      goal: 0.75,
      floor: 1,
    }),
    lower({
      id: "B4",
      what: "originals found in kept rows",
      unit: "leaks",
      rounds: ratios((one) => one.web.leaks),
      goal: 0,
      floor: 0,
    }),
    memoryFigure(
      "fast",
      rounds.map((one) => Math.max(...one.memoryMb)),
    ),
    lower({
      id: "B6",
      what: "first masked row of 1M",
      unit: "ms",
      rounds: ratios((one) => one.web.firstRowMs),
      goal: 15,
      floor: 60,
    }),
  ];
}

async function warmUp(world: BenchWorld): Promise<void> {
  const client = await BenchClient.start(world.gateway);
  await client.do(webJob("fast", null));
  await client.stop();
  await timePsql(world.target, ALL_ROWS);
}

async function bulkRound(world: BenchWorld): Promise<BulkRound> {
  const client = await BenchClient.start(world.gateway);
  try {
    await client.do({ kind: "originals", originals: world.originals });
    await client.do({ kind: "web-small", connection: CONNECTION, times: 3 });
    await untilQuiet([world.gateway.pid, world.target.pid]);
    const psqlMs = await timePsql(world.target, ALL_ROWS);
    const memory = new MemoryWatch([world.agentPid, world.gateway.pid, client.pid]);
    const web = await client.do(webJob("fast", null));
    const memoryMb = memory.stop();
    const cursor = await client.do({ kind: "cursor", address: world.address, sql: ALL_ROWS });
    for (const answer of [web, cursor]) {
      if (answer.rows !== CUSTOMER_COUNT || answer.state !== "done") {
        throw new Error(`${answer.rows} rows, ${answer.state}: a round counts only with every row`);
      }
    }
    return { psqlMs, cursorMs: cursor.ms, web, memoryMb };
  } finally {
    await client.stop();
  }
}

function webJob(reader: ReaderKind, stopAfterMs: number | null) {
  return { kind: "web", connection: CONNECTION, sql: ALL_ROWS, reader, stopAfterMs } as const;
}

/** B5 again, with a client that reads 5 MB/s and with one that stops. */
async function pacedMemoryFigures(world: BenchWorld): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const reader of ["5 MB/s", "stopped"] as const) {
    const peaks: number[] = [];
    for (let round = 0; round < MEMORY_ROUNDS; round += 1) {
      peaks.push(await pacedRound(world, reader));
    }
    figures.push(memoryFigure(reader, peaks));
  }
  return figures;
}

async function pacedRound(world: BenchWorld, reader: ReaderKind): Promise<number> {
  const client = await BenchClient.start(world.gateway);
  const memory = new MemoryWatch([world.agentPid, world.gateway.pid, client.pid]);
  try {
    await client.do(webJob(reader, MEMORY_WATCH_MS));
    return Math.max(...memory.stop());
  } finally {
    await client.stop();
  }
}

/** B6: a statement that returns one value, beside `pg` on the target itself. */
async function latencyFigures(world: BenchWorld): Promise<Figure[]> {
  const client = await BenchClient.start(world.gateway);
  const addedP50: number[] = [];
  const addedP99: number[] = [];
  await client.do({ kind: "web-small", connection: CONNECTION, times: SMALL_LAPS });
  for (let round = 0; round < ROUNDS; round += 1) {
    await untilQuiet([world.gateway.pid, world.target.pid]);
    const { address } = world;
    const direct = await client.do({ kind: "direct-small", address, times: SMALL_LAPS });
    const web = await client.do({
      kind: "web-small",
      connection: CONNECTION,
      times: SMALL_LAPS,
    });
    addedP50.push(percentile(web.laps, 0.5) - percentile(direct.laps, 0.5));
    addedP99.push(percentile(web.laps, 0.99) - percentile(direct.laps, 0.99));
  }
  await client.stop();
  return [
    lower({
      id: "B6",
      what: "SELECT 1, added p50",
      unit: "ms",
      rounds: addedP50,
      goal: 0.3,
      floor: 0.8,
    }),
    lower({
      id: "B6",
      what: "SELECT 1, added p99",
      unit: "ms",
      rounds: addedP99,
      goal: 4,
      floor: 10,
    }),
  ];
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function memoryFigure(reader: ReaderKind, rounds: readonly number[]): Figure {
  const what = `memory grown, worst of three, ${reader} reader`;
  return lower({ id: "B5", what, unit: "MiB", rounds, goal: 64, floor: 128 });
}

function memoryText(round: BulkRound): string {
  return round.memoryMb.map((value) => value.toFixed(0)).join(" ");
}

function show(values: readonly number[]): string {
  return `${median(values).toFixed(0)} ms`;
}

function lower(given: Omit<Figure, "better">): Figure {
  return { ...given, better: "lower" };
}
