import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Proof } from "./figure";
import type { Proofs } from "./proofs";

const STRYKER = path.resolve("node_modules/.bin/stryker");
const REPORT = ".tmp/stryker/report.json";
const FOLDERS = ["domain/people", "domain/policy"] as const;
const SCORE_PERCENT_GOAL = 90;
const SURVIVORS_SHOWN_MAX = 40;

const mutant = z.object({
  mutatorName: z.string(),
  status: z.string(),
  replacement: z.string().optional(),
  location: z.object({ start: z.object({ line: z.number() }) }),
});
const report = z.object({ files: z.record(z.string(), z.object({ mutants: z.array(mutant) })) });

interface Mutant extends z.infer<typeof mutant> {
  readonly file: string;
}

/** How many small changes of the deciding code a test notices; those that none notices are listed. */
export async function proveMutation(proofs: Proofs): Promise<void> {
  rmSync(REPORT, { force: true });
  const { ok, output } = await proofs.ask([STRYKER, "run"]);
  if (!ok) proofs.show(output);
  const { files } = report.parse(JSON.parse(readFileSync(REPORT, "utf8")));
  const mutants = Object.entries(files).flatMap(([file, found]) =>
    found.mutants.map((one) => ({ ...one, file })),
  );
  for (const folder of FOLDERS) {
    const ours = mutants.filter(({ file }) => file.startsWith(`${folder}/`));
    proofs.tell(scoreOf(folder, ours));
    const survivors = ours.filter(isMissed);
    for (const one of survivors.slice(0, SURVIVORS_SHOWN_MAX)) console.log(`    ${wordsOf(one)}`);
  }
}

function scoreOf(folder: string, mutants: readonly Mutant[]): Proof {
  const noticed = mutants.filter(
    ({ status }) => status === "Killed" || status === "Timeout",
  ).length;
  const tried = noticed + mutants.filter(isMissed).length;
  const percent = tried === 0 ? 0 : (100 * noticed) / tried;
  return {
    what: `mutants of ${folder} that a test notices`,
    found: `${percent.toFixed(1)} %, ${noticed} of ${tried}`,
    goal: `≥ ${SCORE_PERCENT_GOAL} %`,
    holds: percent >= SCORE_PERCENT_GOAL,
  };
}

function isMissed({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}

function wordsOf({ file, location, mutatorName, replacement = "" }: Mutant): string {
  return `${file}:${location.start.line} ${mutatorName} ${replacement.replaceAll(/\s+/g, " ")}`;
}
