import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import Cursor from "pg-cursor";
import type { Frame } from "@/protocol/frame";
import { columnsPayload } from "@/protocol/payloads";
import { GatewayClient } from "@/testing/gateway-client";
import { leaksIn, type Original } from "./leaks";

/**
 * The client of the query benchmark, a process of its own so that its memory and its clock are its
 * own. It is told one job after another and answers each; times are taken inside, without start-up.
 */
export type Job =
  | {
      readonly kind: "sign-in";
      readonly url: string;
      readonly email: string;
      readonly password: string;
    }
  | {
      readonly kind: "web";
      readonly connection: string;
      readonly sql: string;
      readonly reader: ReaderKind;
      readonly stopAfterMs: number | null;
    }
  /** What later jobs search their rows for; told before a clock or a watch runs. */
  | { readonly kind: "originals"; readonly originals: readonly Original[] }
  | { readonly kind: "web-small"; readonly connection: string; readonly times: number }
  | { readonly kind: "direct-small"; readonly address: string; readonly times: number }
  | { readonly kind: "cursor"; readonly address: string; readonly sql: string };

export type ReaderKind = "fast" | "5 MB/s" | "stopped";

export interface JobAnswer {
  readonly ms: number;
  readonly firstRowMs: number;
  readonly rows: number;
  readonly bytes: number;
  readonly leaks: number;
  readonly state: string;
  /** One entry a repetition, for the small jobs. */
  readonly laps: readonly number[];
}

const NOTHING: JobAnswer = {
  ms: 0,
  firstRowMs: 0,
  rows: 0,
  bytes: 0,
  leaks: 0,
  state: "done",
  laps: [],
};
const CURSOR_ROWS = 10_000;
const SLOW_BYTES_PER_MS = 5_000;
const STOPPED_AFTER_RECORDS = 10;
/** Every so many frames one is kept and searched for originals after the clock has stopped. */
const SAMPLE_EVERY = 64;

let client: GatewayClient | null = null;
let direct: pg.Client | null = null;
let originals: readonly Original[] = [];

process.on("message", (job: Job) => {
  work(job).then(
    (answer) => process.send?.({ ok: true, answer }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  );
});
process.once("disconnect", () => process.exit(0));

async function work(job: Job): Promise<JobAnswer> {
  switch (job.kind) {
    case "sign-in":
      client = await GatewayClient.signIn(job.url, job.email, job.password);
      return NOTHING;
    case "originals":
      originals = job.originals;
      return NOTHING;
    case "web":
      return await runWeb(job);
    case "web-small":
      return { ...NOTHING, laps: await webLaps(job.connection, job.times) };
    case "direct-small":
      return { ...NOTHING, laps: await directLaps(job.address, job.times) };
    case "cursor":
      return await runCursor(job.address, job.sql);
  }
}

function signedIn(): GatewayClient {
  if (client === null) throw new Error("not signed in");
  return client;
}

async function runWeb(job: Extract<Job, { kind: "web" }>): Promise<JobAnswer> {
  const started = performance.now();
  let firstRowMs = 0;
  let rows = 0;
  let bytes = 0;
  const samples: Frame[] = [];
  let columns: readonly string[] = [];
  const pace = paceOf(job.reader, started);
  const run = await signedIn().run(job.connection, job.sql, {
    record(index, frame, whole) {
      bytes += whole.byteLength;
      if (frame.kind === "columns") columns = columnNames(frame);
      if (frame.kind === "rows") {
        if (rows === 0) firstRowMs = performance.now() - started;
        rows += frame.rows;
        if (index % SAMPLE_EVERY === 2) samples.push(frame);
      }
      return pace(index, bytes);
    },
  });
  const stop =
    job.stopAfterMs === null ? null : setTimeout(stopRun, job.stopAfterMs, run.sessionId);
  const ended = await run.ended;
  if (stop !== null) clearTimeout(stop);
  const ms = performance.now() - started;
  const leaks = leaksIn(samples, columns, originals);
  return { ...NOTHING, ms, firstRowMs, rows, bytes, leaks, state: stateOf(ended) };
}

/** A stopped reader never hears the end: it goes away instead, and the session is ended behind it. */
function stopRun(sessionId: string): void {
  void signedIn()
    .cancel(sessionId)
    .then(() => signedIn().close());
}

function stateOf(ended: Awaited<Awaited<ReturnType<GatewayClient["run"]>>["ended"]>): string {
  return ended.kind === "over" ? ended.end.state : ended.kind;
}

/** When a record counts as read. */
function paceOf(reader: ReaderKind, started: number) {
  return (index: number, bytes: number): Promise<void> | undefined => {
    switch (reader) {
      case "fast":
        return undefined;
      case "5 MB/s": {
        const aheadMs = bytes / SLOW_BYTES_PER_MS - (performance.now() - started);
        return aheadMs > 1 ? sleep(aheadMs) : undefined;
      }
      case "stopped":
        return index < STOPPED_AFTER_RECORDS ? undefined : new Promise(() => undefined);
    }
  };
}

function columnNames(frame: Frame): string[] {
  const text = new TextDecoder().decode(frame.payload);
  return columnsPayload.parse(JSON.parse(text)).columns.map((column) => column.name);
}

async function webLaps(connection: string, times: number): Promise<number[]> {
  const laps: number[] = [];
  for (let lap = 0; lap < times; lap += 1) {
    const started = performance.now();
    let got = 0;
    const run = await signedIn().run(connection, "SELECT 1", {
      record(_index, frame) {
        if (frame.kind === "rows") got = performance.now();
      },
    });
    await run.ended;
    laps.push(got - started);
  }
  return laps;
}

async function directLaps(address: string, times: number): Promise<number[]> {
  if (direct === null) {
    direct = new pg.Client(address);
    await direct.connect();
  }
  const laps: number[] = [];
  for (let lap = 0; lap < times; lap += 1) {
    const started = performance.now();
    await direct.query("SELECT 1");
    laps.push(performance.now() - started);
  }
  return laps;
}

async function runCursor(address: string, sql: string): Promise<JobAnswer> {
  const connection = new pg.Client(address);
  await connection.connect();
  const started = performance.now();
  const cursor = connection.query(new Cursor(sql));
  let rows = 0;
  for (;;) {
    const batch = await cursor.read(CURSOR_ROWS);
    if (batch.length === 0) break;
    rows += batch.length;
  }
  const ms = performance.now() - started;
  await cursor.close();
  await connection.end();
  return { ...NOTHING, ms, rows };
}
