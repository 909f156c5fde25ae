import { mkdirSync, writeFileSync } from "node:fs";
import { type BenchTable, judge, renderTable } from "./table";

/** `npm run bench -- query|masking|page|guardrails`: its own servers, a table of ratios, non-zero under a floor. */
const BENCHES: Readonly<Record<string, () => Promise<{ run(): Promise<BenchTable> }>>> = {
  query: () => import("./query/main"),
  masking: () => import("./masking/main"),
  page: () => import("./page/main"),
  guardrails: () => import("./guardrails/main"),
};

const name = process.argv[2] ?? "";
const load = BENCHES[name];
if (load === undefined) {
  console.error(`Which benchmark? npm run bench -- ${Object.keys(BENCHES).join("|")}`);
  process.exit(2);
}
const table = await (await load()).run();
const judged = table.figures.map((figure) => ({ ...figure, ...judge(figure) }));
mkdirSync(".tmp/bench", { recursive: true });
writeFileSync(
  `.tmp/bench/${name}.json`,
  JSON.stringify({ ...table, figures: judged, at: Date.now() }, null, 2),
);
console.log(renderTable(table));
const missed = judged.filter((figure) => !figure.meetsFloor).length;
const goals = judged.filter((figure) => figure.meetsGoal).length;
console.log(`${goals} of ${judged.length} goals met, ${missed} floors missed`);
process.exit(missed === 0 && judged.length > 0 ? 0 : 1);
