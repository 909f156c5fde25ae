import { readFileSync } from "node:fs";
import path from "node:path";
import type { Figure, Judgement } from "@/bench/table";
import { run } from "../run";
import { lineOf, type Proof, proofOfRun } from "./figure";
import { FreshClone } from "./fresh-clone";

/**
 * `npm run prove -- main [--full]`: what stands under "done when", one line a figure with its goal
 * beside it, non-zero when one falls short. `--full` adds what takes over ten minutes.
 */
const STEP_MS_MAX = 90 * 60_000;
const CHAOS_ROUNDS = { quick: 5, full: 50 } as const;
const BENCHES = ["query", "masking", "page"] as const;

const [subject] = process.argv.slice(2);
const full = process.argv.includes("--full");
if (subject !== "main") {
  console.error("What is to be proved? npm run prove -- main [--full]");
  process.exit(2);
}
const tsx = path.resolve("node_modules/.bin/tsx");
let short = 0;
let lines = 0;

await proveClone();
await proveRun("the main journey in Chromium, one test", [tsx, "scripts/e2e.ts", "main-journey"]);
const rounds = full ? CHAOS_ROUNDS.full : CHAOS_ROUNDS.quick;
await proveRun(`chaos, ${rounds} rounds`, [tsx, "testing/chaos/main.ts", `--rounds=${rounds}`]);
for (const bench of BENCHES) await proveBench(bench);
console.log(`${lines - short} of ${lines} figures hold`);
process.exit(short === 0 ? 0 : 1);

function tell(proof: Proof): void {
  lines += 1;
  if (!proof.holds) short += 1;
  console.log(lineOf(proof));
}

async function proveClone(): Promise<void> {
  const clone = await FreshClone.make();
  try {
    for (const proof of await clone.proveUp()) tell(proof);
    if (full) tell(await clone.proveTest());
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    tell({ what: "fresh clone", found, goal: "a page", holds: false });
  } finally {
    clone.remove();
  }
}

async function proveRun(what: string, command: readonly string[]): Promise<void> {
  const { ok, output } = await run(command, STEP_MS_MAX);
  const proof = proofOfRun(what, ok, output);
  tell(proof);
  if (!proof.holds) console.log(output.slice(-4_000));
}

/** Every floor must be met; goals are told. */
async function proveBench(name: (typeof BENCHES)[number]): Promise<void> {
  const { output } = await run([tsx, "bench/main.ts", name], STEP_MS_MAX);
  const table = readTable(name);
  if (table === null) {
    const found = output.trim().split("\n").at(-1) ?? "";
    tell({ what: `bench ${name}`, found, goal: "a table", holds: false });
    return;
  }
  for (const figure of table) tell(proofOfFigure(figure));
}

type JudgedFigure = Figure & Judgement;

function readTable(name: string): readonly JudgedFigure[] | null {
  try {
    const { figures, at }: { figures: JudgedFigure[]; at: number } = JSON.parse(
      readFileSync(`.tmp/bench/${name}.json`, "utf8"),
    );
    // A table of an earlier run proves nothing about this one.
    return at >= process.uptime() * -1000 + Date.now() ? figures : null;
  } catch {
    return null;
  }
}

function proofOfFigure(figure: JudgedFigure): Proof {
  const sign = figure.better === "lower" ? "≤" : "≥";
  const { goal, floor, unit, meetsFloor, meetsGoal } = figure;
  return {
    what: `${figure.id} ${figure.what}`,
    found: `${figure.median.toFixed(2)} ${unit}${meetsGoal ? ", goal met" : ""}`,
    goal: `floor ${sign} ${floor} ${unit}, goal ${sign} ${goal} ${unit}`,
    holds: meetsFloor,
  };
}
