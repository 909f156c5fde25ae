import { readFileSync } from "node:fs";
import type { Figure, Judgement } from "@/bench/table";
import type { Proof } from "./figure";
import { FreshClone } from "./fresh-clone";
import { type Proofs, TSX } from "./proofs";

const CHAOS_ROUNDS = { quick: 5, full: 50 } as const;
const BENCHES = ["query", "masking", "page"] as const;

/** From a fresh clone to a masked, recorded result; what it survives and how quick it is. */
export async function proveMainJob(proofs: Proofs, full: boolean): Promise<void> {
  await proofs.attempt("fresh clone", "a page", () => proveClone(proofs, full));
  await proofs.run("the main journey in Chromium, one test", [
    ...[TSX, "scripts/e2e.ts", "main-journey"],
  ]);
  const rounds = full ? CHAOS_ROUNDS.full : CHAOS_ROUNDS.quick;
  await proofs.run(`chaos, ${rounds} rounds`, [
    ...[TSX, "testing/chaos/main.ts", `--rounds=${rounds}`],
  ]);
  for (const bench of BENCHES) await proveBench(proofs, bench);
}

async function proveClone(proofs: Proofs, full: boolean): Promise<void> {
  const clone = await FreshClone.make();
  try {
    for (const proof of await clone.proveUp()) proofs.tell(proof);
    if (full) proofs.tell(await clone.proveTest());
  } finally {
    clone.remove();
  }
}

/** Every floor must be met; goals are told. */
async function proveBench(proofs: Proofs, name: (typeof BENCHES)[number]): Promise<void> {
  const { output } = await proofs.ask([TSX, "bench/main.ts", name]);
  const table = readTable(name);
  if (table === null) {
    const found = output.trim().split("\n").at(-1) ?? "";
    proofs.tell({ what: `bench ${name}`, found, goal: "a table", holds: false });
    return;
  }
  for (const figure of table) proofs.tell(proofOfFigure(figure));
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
