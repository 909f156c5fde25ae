// `npm test`: everything but the benchmarks, from a bare clone. Plain Node, since it also installs.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { ensurePackages } from "./packages.mjs";

process.chdir(path.dirname(import.meta.dirname));
const REPORTS = path.resolve(".tmp/reports");
/** How long the fuzz tests go on, all together: two minutes, unless somebody says otherwise. */
const FUZZ_MS = process.env.FUZZ_MS ?? "120000";
const STAGE_MS_MAX = 60 * 60_000;
const started = Date.now();
const totals = { passed: 0, failed: 0 };

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    timeout: STAGE_MS_MAX,
    env: { ...process.env, FUZZ_MS, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" },
  });
  if (error) console.error(error.message);
  return status === 0;
}

/** Node's packages are those of the lock: installed when absent or older than it. */
function ensureModules() {
  const installed = "node_modules/.package-lock.json";
  const fresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;
  return fresh || run("npm", ["install", "--no-audit", "--no-fund"]);
}

function finish() {
  const { passed, failed } = totals;
  console.log(`tested in ${Math.round((Date.now() - started) / 1000)} s`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}

/** A stage writes its own counts into a file. One that ends badly without a failed test is a failed test. */
function stage(name, [command, ...args]) {
  const report = path.join(REPORTS, `${name}.json`);
  console.log(`\n── ${name}`);
  const ok = run(command, [...args, `--report=${report}`]);
  const counts = existsSync(report)
    ? JSON.parse(readFileSync(report, "utf8"))
    : { passed: 0, failed: 0 };
  const silent = counts.passed + counts.failed === 0;
  totals.passed += counts.passed;
  totals.failed += (ok || counts.failed > 0) && !silent ? counts.failed : 1;
  console.log(
    `── ${name}: ${counts.passed} passed, ${counts.failed} failed${ok ? "" : ", ended badly"}`,
  );
}

/** A step without tests of its own counts as one. */
function step(name, [command, ...args]) {
  console.log(`\n── ${name}`);
  const ok = run(command, args);
  totals[ok ? "passed" : "failed"] += 1;
  return ok;
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
if (!ensurePackages() || !ensureModules()) {
  totals.failed += 1;
  finish();
}
const tsx = "node_modules/.bin/tsx";
if (!step("generate", ["npm", "run", "--silent", "db:generate"])) finish();
const built = step("build", ["npm", "run", "--silent", "build"]);
stage("check", [tsx, "scripts/check.ts"]);
if (built) {
  stage("e2e", [tsx, "scripts/e2e.ts"]);
  stage("chaos", [tsx, "testing/chaos/main.ts", "--rounds=5"]);
  stage("request race", [tsx, "testing/request-race/main.ts", "--rounds=5"]);
}
finish();
