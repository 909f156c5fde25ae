import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Proofs, TSX } from "./proofs";

const SPECS = ["requests", "windows", "preview", "chat", "access-rules", "integrations"];
/** `paceMs`: from one vote of a person to their next; quicker than anybody reads a command. */
const RACE = { requests: 200, voters: 20, paceMs: 1_000, rounds: { quick: 5, full: 50 } } as const;
const LATENCY_MS_GOAL = 150;
const REPORT = path.resolve(".tmp/prove-requests.json");

/** Asking, deciding and running, by many at once, in two gateways, and with one of them killed. */
export async function proveRequests(proofs: Proofs, full: boolean): Promise<void> {
  for (const spec of SPECS) {
    await proofs.run(`journeys in Chromium: ${spec}`, [
      TSX,
      "scripts/e2e.ts",
      `e2e/${spec}.spec.ts`,
    ]);
  }
  const rounds = full ? RACE.rounds.full : RACE.rounds.quick;
  const whole = `${RACE.requests} requests, ${RACE.voters} voters, two gateways`;
  await proofs.run(`${whole}, as fast as they go`, race(0, 0));
  const busyMs = readMedian();
  await proofs.run(
    `${whole}, a vote a second each, then ${rounds} kills`,
    race(RACE.paceMs, rounds),
  );
  const ms = readMedian();
  proofs.tell({
    what: "from the last approval to the result, median",
    found: ms === null ? "no figure" : `${ms.toFixed(0)} ms`,
    goal: `< ${LATENCY_MS_GOAL} ms`,
    holds: ms !== null && ms < LATENCY_MS_GOAL,
  });
  proofs.tell({
    what: "the same with both gateways as busy as they can be",
    found: busyMs === null ? "no figure" : `${busyMs.toFixed(0)} ms`,
    goal: "told, no goal",
    holds: busyMs !== null,
  });
}

function race(paceMs: number, rounds: number): readonly string[] {
  return [
    ...[TSX, "testing/request-race/main.ts", `--requests=${RACE.requests}`],
    ...[`--voters=${RACE.voters}`, `--pace=${paceMs}`, `--rounds=${rounds}`, `--report=${REPORT}`],
  ];
}

function readMedian(): number | null {
  if (!existsSync(REPORT)) return null;
  const { medianMs }: { medianMs: number | null } = JSON.parse(readFileSync(REPORT, "utf8"));
  return medianMs;
}
