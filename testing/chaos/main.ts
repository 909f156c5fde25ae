import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { seededRandom } from "../seeded-random";
import { type RoundReport, runRound } from "./round";
import { VICTIMS, World } from "./world";

/** `tsx testing/chaos/main.ts --rounds=5 [--seed=N] [--report=FILE]`: each promise of each round is a test. */
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    report: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const random = seededRandom(seed);
let passed = 0;
let failed = 0;

console.log(`chaos: ${rounds} rounds, seed ${seed}`);
const world = await World.start();
try {
  for (let round = 0; round < rounds; round += 1) {
    // Each victim in turn, so that five rounds kill everything at least once.
    const victim = VICTIMS[round % VICTIMS.length] ?? "gateway";
    tell(round, await runRound(world, victim, random));
  }
} catch (error) {
  failed += 1;
  console.log(error);
  console.log(world.gateway.output().slice(-4_000));
} finally {
  await world.stop();
}
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ passed, failed }));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function tell(round: number, report: RoundReport): void {
  const { victim, killedAfterMs, sessions, records, cut } = report;
  console.log(
    `round ${round + 1}: ${victim} killed after ${killedAfterMs} ms; ` +
      `${sessions} sessions, ${records} records, ${cut} cut short`,
  );
  for (const { what, broken } of report.promises) {
    if (broken.length === 0) passed += 1;
    else failed += 1;
    console.log(`  ${broken.length === 0 ? "✓" : "✗"} ${what}`);
    for (const line of broken.slice(0, 5)) console.log(`      ${line}`);
  }
}
