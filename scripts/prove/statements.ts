import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { vitestCounts } from "../check-steps";
import { type Proofs, TSX } from "./proofs";

const VITEST = path.resolve("node_modules/.bin/vitest");
const REPORT = path.resolve(".tmp/prove-statements.json");
const DIFFERENTIAL = path.resolve(".tmp/prove-differential.json");
const GOALS = { bypass: 300, probes: 200, generated: 10_000, compared: 1_000 } as const;
const FUZZ_MINUTES = { quick: 2, full: 60 } as const;
const MS_PER_MINUTE = 60_000;

/** What is known of statements, and what is kept from leaking, against real servers. */
export async function proveStatements(proofs: Proofs, full: boolean): Promise<void> {
  await proveTests(proofs, {
    ...{ what: "bypass corpus", files: ["domain/statements/corpus"], atLeast: GOALS.bypass },
  });
  await proveTests(proofs, {
    ...{ what: "bypass corpus, confirmed by a server", atLeast: GOALS.bypass },
    files: ["testing/statements/corpus-on-server.test.ts"],
  });
  await proveTests(proofs, {
    ...{ what: "leak corpus", files: ["testing/leaks"], atLeast: GOALS.probes },
  });
  await proofs.attempt("generated statements", "all understood", () => proveGenerated(proofs));
  const minutes = full ? FUZZ_MINUTES.full : FUZZ_MINUTES.quick;
  await proveTests(proofs, {
    ...{ what: `fuzz, ${minutes} min`, files: ["testing/fuzz"], atLeast: 1 },
    env: { FUZZ_MS: String(minutes * MS_PER_MINUTE) },
  });
  await proveAccuracy(proofs);
  for (const name of ["masking", "guardrails"]) await proveBench(proofs, name);
}

interface Tests {
  readonly what: string;
  readonly files: readonly string[];
  /** How many have to be there. */
  readonly atLeast: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A run that never came to its report is a figure that falls short. */
function proveTests(proofs: Proofs, tests: Tests): Promise<void> {
  const goal = `all pass, at least ${tests.atLeast}`;
  return proofs.attempt(tests.what, goal, () => runTests(proofs, tests, goal));
}

async function runTests(proofs: Proofs, tests: Tests, goal: string): Promise<void> {
  const { what, files, atLeast, env } = tests;
  rmSync(REPORT, { force: true });
  const settings = Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`);
  const { ok, output } = await proofs.ask([
    ...["/usr/bin/env", ...settings, VITEST, "run", ...files, "--reporter=default"],
    ...["--reporter=json", `--outputFile.json=${REPORT}`],
  ]);
  const { passed, failed } = vitestCounts(REPORT);
  const holds = ok && failed === 0 && passed >= atLeast;
  const found = `${passed} passed, ${failed} failed`;
  proofs.tell({ what, found, goal, holds });
  if (!holds) proofs.show(output);
}

interface Differential {
  readonly sqlsmith: number;
  readonly grammar: number;
  readonly writes: number;
  readonly planned: number;
  readonly broken: readonly string[];
  readonly disagreeing: readonly string[];
}

async function proveGenerated(proofs: Proofs): Promise<void> {
  rmSync(DIFFERENTIAL, { force: true });
  const counts = [`--sqlsmith=${GOALS.generated}`, `--grammar=${GOALS.generated}`];
  const { output } = await proofs.ask([
    ...[TSX, "testing/statements/differential/main.ts", ...counts],
    ...[`--compared=${GOALS.compared}`, `--report=${DIFFERENTIAL}`],
  ]);
  if (!existsSync(DIFFERENTIAL)) throw new Error(`no report: ${output.slice(-300)}`);
  const report: Differential = JSON.parse(readFileSync(DIFFERENTIAL, "utf8"));
  const { sqlsmith, grammar, writes, planned, broken, disagreeing } = report;
  proofs.tell({
    what: "generated statements understood: sqlsmith, our grammar",
    found: `${sqlsmith} + ${grammar}, ${broken.length} not`,
    goal: `>= ${GOALS.generated} each, none not`,
    holds: Math.min(sqlsmith, grammar) >= GOALS.generated && broken.length === 0,
  });
  proofs.tell({
    what: "writes compared with tags, plans and snapshots",
    found: `${writes} (${planned} plans), ${disagreeing.length} disagree`,
    goal: `>= ${GOALS.compared}, none disagrees`,
    holds: writes >= GOALS.compared && disagreeing.length === 0,
  });
  if (broken.length + disagreeing.length > 0) proofs.show(output);
}

/** The harness is a script of its own; without it nothing is known of accuracy. */
async function proveAccuracy(proofs: Proofs): Promise<void> {
  const what = "accuracy of the detectors on the shipped set";
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync("package.json", "utf8"),
  );
  if (!Object.hasOwn(scripts, "masking")) {
    proofs.tell({ what, found: "not there", goal: "recall, precision >= 0.99", holds: false });
    return;
  }
  const { ok, output } = await proofs.ask(["npm", "run", "--silent", "masking", "--", "score"]);
  const found = ok ? "met" : "short";
  proofs.tell({ what, found, goal: "as the score itself says", holds: ok });
  proofs.show(output);
}

/** A benchmark's own goals, not its floors. */
async function proveBench(proofs: Proofs, name: string): Promise<void> {
  const { output } = await proofs.ask([TSX, "bench/main.ts", name]);
  const [, met, all] = /^(\d+) of (\d+) goals met/m.exec(output) ?? [];
  const found = met === undefined ? "no figure" : `${met} of ${all} goals met`;
  const holds = met !== undefined && met === all && Number(all) > 0;
  proofs.tell({ what: `benchmark: ${name}`, found, goal: "every goal", holds });
  if (!holds) proofs.show(output);
}
