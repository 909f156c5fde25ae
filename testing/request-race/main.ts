import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { REQUESTS_WATCHED_MAX } from "../../protocol/web-events";
import { seededRandom } from "../seeded-random";
import { killRound } from "./kill";
import { race } from "./race";
import { type RacePerson, RaceWorld } from "./world";

/**
 * `tsx testing/request-race/main.ts [--requests=N] [--voters=N] [--pace=MS] [--rounds=N] [--seed=N] [--report=FILE]`:
 * requests decided by many at once through two gateways, then with one of them killed. Each promise is
 * a test; latencies are told, and judged by who asked for them.
 */
const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20" },
    voters: { type: "string", default: "4" },
    pace: { type: "string", default: "0" },
    rounds: { type: "string", default: "5" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    report: { type: "string" },
  },
});
const requests = Number(values.requests);
const paceMs = Number(values.pace);
const seed = Number(values.seed);
const random = seededRandom(seed);
let passed = 0;
let failed = 0;
let medianMs: number | null = null;

function tell(what: string, broken: readonly string[]): void {
  if (broken.length === 0) passed += 1;
  else failed += 1;
  console.log(`  ${broken.length === 0 ? "✓" : "✗"} ${what}`);
  for (const line of broken.slice(0, 5)) console.log(`      ${line}`);
}

/** As many who ask as their pages can watch all of it. */
async function people(world: RaceWorld): Promise<{ askers: RacePerson[]; voters: RacePerson[] }> {
  const askers: RacePerson[] = [];
  for (let index = 0; index < requests / REQUESTS_WATCHED_MAX; index += 1) {
    askers.push(await world.person(`asker${index}`, ["support"]));
  }
  const voters: RacePerson[] = [];
  for (let index = 0; index < Number(values.voters); index += 1) {
    voters.push(await world.person(`voter${index}`, [index % 2 === 0 ? "dba" : "security"]));
  }
  return { askers, voters };
}

console.log(`requests in two gateways: seed ${seed}`);
const world = await RaceWorld.start();
try {
  const { askers, voters } = await people(world);
  await world.guard();
  await world.agentOnline();
  const report = await race(world, { askers, voters, requests, random, paceMs });
  const sorted = [...report.latenciesMs].sort((one, other) => one - other);
  medianMs = sorted[Math.floor(sorted.length / 2)] ?? null;
  console.log(
    `race: ${requests} requests, ${voters.length} voters, median ${medianMs?.toFixed(0)} ms`,
  );
  const short = (is: number, wanted: number) => (is === wanted ? [] : [`${is} of ${wanted}`]);
  tell("every approved command ran once", short(report.executedOnce, requests));
  tell("none ran twice", short(report.twice, 0));
  tell("no vote is lost", short(report.votesFound, report.votesWanted));
  tell("nothing was deadlocked", short(report.deadlocks, 0));
  for (const { at } of [...askers, ...voters]) for (const client of at) client.close();
  const [asker] = askers;
  for (let round = 0; asker !== undefined && round < Number(values.rounds); round += 1) {
    const { victim, killedAfterMs, states, promises } = await killRound(
      world,
      { asker, voters: voters.slice(0, 4) },
      { round, random },
    );
    const words = Object.entries(states).map(([state, count]) => `${count} ${state}`);
    console.log(
      `round ${round + 1}: gateway ${victim} killed after ${killedAfterMs} ms: ${words.join(", ")}`,
    );
    for (const { what, broken } of promises) tell(what, broken);
  }
} catch (error) {
  failed += 1;
  console.log(error);
  for (const gateway of world.gateways) console.log(gateway.output().slice(-4_000));
} finally {
  await world.stop();
}
if (values.report !== undefined) {
  writeFileSync(values.report, JSON.stringify({ passed, failed, medianMs }));
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
