import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { type Counts, STEPS, type Step } from "./check-steps";
import { run } from "./run";

/** `npm run check`: every check of the repository, one line a step, the count at the end. */
const fast = process.argv.includes("--fast");
const report = process.argv.find((word) => word.startsWith("--report="))?.slice("--report=".length);
const STEP_MS_MAX = 15 * 60_000;

mkdirSync(".tmp", { recursive: true });
const started = performance.now();
let passed = 0;
let failed = 0;
for (const step of STEPS.filter((one) => one.fast || !fast)) {
  const counts = await take(step);
  passed += counts.passed;
  failed += counts.failed;
}
if (report !== undefined) writeFileSync(report, JSON.stringify({ passed, failed }));
console.log(`checked in ${((performance.now() - started) / 1000).toFixed(1)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

async function take(step: Step): Promise<Counts> {
  rmSync(".tmp/vitest.json", { force: true });
  const { ok, output, seconds } = await run(step.command, STEP_MS_MAX);
  const counts = countsOf(step, ok);
  const tests =
    step.counts === undefined ? "" : ` (${counts.passed} passed, ${counts.failed} failed)`;
  console.log(`${ok ? "✓" : "✗"} ${step.name} ${seconds.toFixed(1)} s${tests}`);
  if (!ok) console.log(output);
  return counts;
}

/** A step that says it failed counts as failed, whatever its own numbers say. */
function countsOf(step: Step, ok: boolean): Counts {
  if (step.counts === undefined) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const counts = step.counts();
    const nothingRan = counts.passed + counts.failed === 0;
    return {
      passed: counts.passed,
      failed: ok && !nothingRan ? counts.failed : Math.max(1, counts.failed),
    };
  } catch (error) {
    console.log(
      `${step.name}: no report (${error instanceof Error ? error.message : String(error)})`,
    );
    return { passed: 0, failed: 1 };
  }
}
