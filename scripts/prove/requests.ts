import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Proofs, TSX } from "./proofs";

const SPECS = ["requests", "windows", "preview", "chat", "access-rules", "integrations"];
const RACE = { requests: 200, voters: 20, rounds: { quick: 5, full: 50 } } as const;
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
  const what = `${RACE.requests} requests, ${RACE.voters} voters, two gateways, ${rounds} kills`;
  await proofs.run(what, [
    ...[TSX, "testing/request-race/main.ts", `--requests=${RACE.requests}`],
    ...[`--voters=${RACE.voters}`, `--rounds=${rounds}`, `--report=${REPORT}`],
  ]);
  const ms = readMedian();
  proofs.tell({
    what: "from the last approval to the result, median",
    found: ms === null ? "no figure" : `${ms.toFixed(0)} ms`,
    goal: `< ${LATENCY_MS_GOAL} ms`,
    holds: ms !== null && ms < LATENCY_MS_GOAL,
  });
}

function readMedian(): number | null {
  if (!existsSync(REPORT)) return null;
  const { medianMs }: { medianMs: number | null } = JSON.parse(readFileSync(REPORT, "utf8"));
  return medianMs;
}
