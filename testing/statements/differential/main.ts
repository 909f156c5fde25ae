import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { runDifferential } from "./run-differential";

/**
 * `tsx testing/statements/differential/main.ts [--sqlsmith=N] [--grammar=N] [--compared=N] [--seed=N] [--report=FILE]`:
 * generated statements, what is known of them, and what a real server does with them.
 */
const { values } = parseArgs({
  options: {
    sqlsmith: { type: "string", default: "10000" },
    grammar: { type: "string", default: "10000" },
    compared: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    report: { type: "string" },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
const report = await runDifferential({
  ...{ seed, sqlsmith: Number(values.sqlsmith), grammar: Number(values.grammar) },
  compared: Number(values.compared),
});
const { broken, disagreeing, ...counts } = report;
console.log(JSON.stringify(counts));
for (const line of [...broken, ...disagreeing].slice(0, 20)) console.log(`  ✗ ${line}`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify({ seed, ...report }));
const failed = broken.length + disagreeing.length;
console.log(`${counts.sqlsmith + counts.grammar - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
