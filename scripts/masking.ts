import { readFile } from "node:fs/promises";
import { z } from "zod";
import { generateLabelledSet } from "../testing/labelled/labelled-set";
import type { Sample } from "../testing/labelled/sample";
import {
  f1Of,
  precisionOf,
  recallOf,
  type Scores,
  scoreDetectors,
} from "../testing/labelled/score";

/**
 * `npm run masking -- score [DATASET] [--misses]` says how right the detectors are, kind by kind, by
 * exact spans: on a generated set, or on a file of samples, one JSON object a line:
 * `{"form":"text","pieces":[{"text":"Call ","label":null},{"text":"+1 212 555 0199","label":"phone"}]}`.
 * `--misses` lists what was missed or wrongly found, and so prints values of the data set.
 */
const USAGE = "npm run masking -- score [DATASET] [--misses]";
const SAMPLES_MAX = 1_000_000;

const sample = z.strictObject({
  form: z.enum(["table", "text"]),
  pieces: z.array(z.strictObject({ text: z.string(), label: z.string().min(1).nullable() })),
});

const [verb, ...words] = process.argv.slice(2);
const withMisses = words.includes("--misses");
const files = words.filter((word) => word !== "--misses");
if (verb !== "score" || files.length > 1 || files.some((word) => word.startsWith("--"))) {
  console.error(`Use it so: ${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = await score(files[0] ?? null);
}

async function score(file: string | null): Promise<number> {
  const read = file === null ? generateLabelledSet() : await readSamples(file);
  if (typeof read === "string") {
    console.error(read);
    return 1;
  }
  const scores = scoreDetectors(read, withMisses ? (what) => console.log(what) : undefined);
  for (const line of linesOf(scores)) console.log(line);
  return 0;
}

/** The samples, or why they cannot be read and what to do. */
async function readSamples(file: string): Promise<readonly Sample[] | string> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    return error instanceof Error ? error.message : `${file} cannot be read.`;
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) return `${file} holds no sample. Write one JSON object a line.`;
  if (lines.length > SAMPLES_MAX)
    return `${file} holds more than ${SAMPLES_MAX} samples. Split it.`;
  const samples: Sample[] = [];
  for (const [index, line] of lines.entries()) {
    const parsed = sample.safeParse(parsedJson(line));
    if (!parsed.success) return `Sample ${index + 1} of ${file}: ${z.prettifyError(parsed.error)}`;
    samples.push(parsed.data);
  }
  return samples;
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return "no JSON";
  }
}

function linesOf({ scores, notDetected }: Scores): readonly string[] {
  const columns = ["kind", "form", "labelled", "precision", "recall", "F1"];
  const row = (cells: readonly string[]) =>
    cells.map((cell, at) => (at < 2 ? cell.padEnd(10) : cell.padStart(10))).join(" ");
  return [
    row(columns),
    ...scores
      .filter(({ labelled, wrong }) => labelled + wrong > 0)
      .map((one) => {
        const figures = [precisionOf(one), recallOf(one), f1Of(one)].map((figure) =>
          figure.toFixed(4),
        );
        return row([one.kind, one.form, String(one.labelled), ...figures]);
      }),
    ...[...notDetected].map(([label, count]) => `not detected: ${label} (${count} labels)`),
  ];
}
