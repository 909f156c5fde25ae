import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** `npm run e2e [-- words for Playwright]`: builds when nothing is built, then the journeys. */
const REPORT = ".tmp/playwright.json";
const given = process.argv.slice(2);
const report = given.find((word) => word.startsWith("--report="))?.slice("--report=".length);
const words = given.filter((word) => !word.startsWith("--report="));

if (!existsSync("dist/server.mjs") || !existsSync(".next/BUILD_ID")) {
  const build = spawnSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
  if (build.status !== 0) process.exit(1);
}
rmSync(REPORT, { force: true });
const { status } = spawnSync("node_modules/.bin/playwright", ["test", ...words], {
  stdio: "inherit",
});
const counts = playwrightCounts();
if (report !== undefined) writeFileSync(report, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(status === 0 && counts.passed > 0 && counts.failed === 0 ? 0 : 1);

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
}

/** A skipped journey is one that did not pass: it counts as failed. */
function playwrightCounts(): { passed: number; failed: number } {
  if (!existsSync(REPORT)) return { passed: 0, failed: 1 };
  const { stats, errors }: PlaywrightReport = JSON.parse(readFileSync(REPORT, "utf8"));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + (errors.length > 0 ? 1 : 0),
  };
}
