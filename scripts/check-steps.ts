import { readFileSync } from "node:fs";
import path from "node:path";

/** One step of `npm run check`: a name people know, a command, and how many tests it stood for. */
export interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** False: left out by `check:fast`, because it needs a database or takes minutes. */
  readonly fast: boolean;
  /** The step counts its own tests into this file; a step without one is one test. */
  readonly counts?: () => Counts;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const CODE = [
  "domain",
  "protocol",
  "server",
  "agent",
  "app",
  "ui",
  "scripts",
  "testing",
  "bench",
  "e2e",
  "prisma/seed",
];
const VITEST_REPORT = path.resolve(".tmp/vitest.json");

const bin = (name: string) => path.resolve("node_modules/.bin", name);

/** Format, lint, types, arrows, dead code, schema, tests: the order in which a mistake is cheapest. */
export const STEPS: readonly Step[] = [
  { name: "format", command: [bin("biome"), "check", "--linter-enabled=false", "."], fast: true },
  { name: "lint", command: [bin("biome"), "lint", "--error-on-warnings", "."], fast: true },
  {
    name: "lint with types",
    command: [bin("oxlint"), "--type-aware", "--deny-warnings"],
    fast: true,
  },
  {
    name: "types",
    command: [process.execPath, "node_modules/typescript/bin/tsc", "--noEmit"],
    fast: true,
  },
  {
    name: "arrows",
    command: [
      process.execPath,
      "scripts/arrows.mjs",
      ...["--config", ".dependency-cruiser.mjs", "--output-type", "err-long"],
      ...CODE,
    ],
    fast: true,
  },
  { name: "dead code", command: [bin("knip"), "--no-progress"], fast: true },
  {
    name: "docs in step",
    command: [bin("vitest"), "run", "--config", "vitest.rules.config.ts", "--reporter=dot"],
    fast: true,
  },
  {
    name: "schema and migrations",
    command: [bin("tsx"), "scripts/migrate-new.ts", "--check"],
    fast: false,
  },
  {
    name: "unit and integration",
    command: [
      ...[bin("vitest"), "run", "--reporter=dot", "--reporter=json"],
      `--outputFile.json=${VITEST_REPORT}`,
    ],
    fast: false,
    counts: () => vitestCounts(VITEST_REPORT),
  },
];

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** A file that could not even be loaded has no tests in it, yet is a failure. */
export function vitestCounts(file: string): Counts {
  const report: VitestReport = JSON.parse(readFileSync(file, "utf8"));
  const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0);
  return { passed: report.numPassedTests, failed };
}
