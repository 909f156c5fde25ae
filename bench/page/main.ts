import { brotliCompressSync } from "node:zlib";
import { type Browser, chromium } from "@playwright/test";
import { CREATE_CUSTOMERS, CUSTOMER_COUNT, insertCustomers } from "@/server/demo/customers-sql";
import { type Gateway, startGateway } from "@/testing/gateway";
import { addConnection, onlineAgent, setUpAdmin } from "@/testing/gateway-admin";
import type { GatewayClient } from "@/testing/gateway-client";
import { startPostgresTarget } from "@/testing/postgres-target";
import { untilQuiet } from "@/testing/processes";
import { type BenchTable, type Figure, median } from "../table";
import { type Line, largestPaint, loadScripts, scrollFrames } from "./measure";

const ROUNDS = 5;
const CONNECTION = "bench-target";
const KIB = 1024;
const LINES: readonly Line[] = ["loopback", "slow 4G"];

/** B12: the editor page beside the same page without editor, and scrolling a million rows. */
export async function run(): Promise<BenchTable> {
  const target = await startPostgresTarget({ settings: { shared_buffers: "512MB" } });
  target.psql(CREATE_CUSTOMERS);
  target.psql(insertCustomers(1, CUSTOMER_COUNT));
  const gateway = await startGateway();
  const admin = await setUpAdmin(gateway);
  const browser = await launch();
  const world: PageWorld = { gateway, admin, browser, ours: [gateway.pid, target.pid] };
  const notes: string[] = [];
  try {
    // Without a connection the editor's page has no editor: everything else on it is the same.
    await onlineAgent(admin);
    const shells = await paintRounds(world, "/editor");
    await addConnection(admin, { name: CONNECTION, target });
    const editors = await paintRounds(world, `/editor?connection=${CONNECTION}`);
    const figures = [
      ...LINES.map((line) => paintFigure(line, { shells, editors }, notes)),
      await scriptFigure(world, notes),
      await scrollFigure(world, notes),
    ];
    return { name: "page", figures, notes };
  } finally {
    await browser.close();
    admin.close();
    await gateway.dispose();
    await target.stop();
  }
}

interface PageWorld {
  readonly gateway: Gateway;
  readonly admin: GatewayClient;
  readonly browser: Browser;
  readonly ours: readonly number[];
}

async function launch(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"],
      "--disable-background-networking",
    ],
  });
}

function visit(world: PageWorld, path: string) {
  const { gateway, admin, browser } = world;
  return { browser, url: `${gateway.url}${path}`, cookie: admin.cookie };
}

/** Milliseconds to the largest paint, by line, a fresh browser profile each time. */
async function paintRounds(world: PageWorld, path: string): Promise<Record<Line, number[]>> {
  const times: Record<Line, number[]> = { loopback: [], "slow 4G": [] };
  await largestPaint(visit(world, path), "loopback");
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const line of LINES) {
      await untilQuiet(world.ours);
      times[line].push(await largestPaint(visit(world, path), line));
    }
  }
  return times;
}

interface PaintTimes {
  readonly shells: Record<Line, number[]>;
  readonly editors: Record<Line, number[]>;
}

function paintFigure(line: Line, { shells, editors }: PaintTimes, notes: string[]): Figure {
  const shell = median(shells[line]);
  notes.push(
    `B12: largest paint on ${line}: shell ${shell.toFixed(0)} ms, editor ${median(editors[line]).toFixed(0)} ms`,
  );
  return {
    id: "B12",
    what: `largest paint on ${line} ÷ page without editor`,
    unit: "×",
    better: "lower",
    rounds: editors[line].map((ms) => ms / shell),
    goal: line === "loopback" ? 1.25 : 1.5,
    floor: 2,
  };
}

async function scriptFigure(world: PageWorld, notes: string[]): Promise<Figure> {
  const scripts = await loadScripts(visit(world, `/editor?connection=${CONNECTION}`));
  const bytes = scripts.reduce((sum, text) => sum + brotliCompressSync(text).byteLength, 0);
  notes.push(
    `B12: ${scripts.length} scripts named by the page itself; Monaco comes when it is idle`,
  );
  return {
    id: "B12",
    what: "first-load JS without Monaco, brotli",
    unit: "KiB",
    better: "lower",
    rounds: [bytes / KIB],
    goal: 130,
    floor: 260,
  };
}

async function scrollFigure(world: PageWorld, notes: string[]): Promise<Figure> {
  const rounds = await scrollFrames(visit(world, `/editor?connection=${CONNECTION}`), {
    sql: "SELECT * FROM customers",
    rows: CUSTOMER_COUNT,
    rounds: ROUNDS,
  });
  notes.push(`B12: jumps to random places of ${CUSTOMER_COUNT} rows × 20 columns`);
  return {
    id: "B12",
    what: "frame p95 at any scroll position of 1M rows",
    unit: "ms",
    better: "lower",
    rounds,
    goal: 16,
    floor: 25,
  };
}
