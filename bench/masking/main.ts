import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadMaskingEngine } from "@/domain/masking/engine";
import type { Masker } from "@/domain/masking/masker";
import { type AnyKind, DEFAULT_MASKING_RULES } from "@/domain/masking/masking-rule";
import { CUSTOMER_COLUMNS } from "@/testing/personal-data";
import type { BenchTable } from "../table";
import { fullSetFigures } from "./full-set";
import { PATTERN_KINDS, PATTERNS } from "./patterns";
import { rowsWorkload, textWorkload, type Workload } from "./workloads";

const BYTES = 64 * 1024 * 1024;
const ROUNDS = 7;
const RG_ARGUMENTS = [
  "--no-config",
  "--no-unicode",
  "--text",
  "-o",
  "-N",
  "-I",
  "-j1",
  "--color=never",
];

const SPEED = { unit: "×", better: "higher" } as const;
const B1 = [
  { goal: 3, floor: 2 },
  { goal: 10, floor: 6 },
] as const;
const B2 = [
  { goal: 2.8, floor: 2 },
  { goal: 20, floor: 12 },
] as const;

interface Round {
  readonly engineMs: number;
  readonly ripgrepMs: number;
  readonly regexpMs: number;
}

/**
 * B1 and B2: the engine against `rg -o` and one RegExp with the same shapes, one thread each, interleaved.
 * B3: the engine with all kinds against packages that redact.
 */
export async function run(): Promise<BenchTable> {
  const customers = rowsWorkload(BYTES);
  const rows = await measure(customers, (masker, block) => masker.rows(block).bytes);
  const text = await measure(textWorkload(BYTES), (masker, block) => masker.text(block));
  const notes: string[] = [];
  const fullSet = await fullSetFigures(customers, notes);
  return {
    name: "masking",
    figures: [
      {
        ...SPEED,
        id: "B1",
        what: "mask rows: speed of rg -o",
        ...B1[0],
        rounds: rows.map(overRipgrep),
      },
      {
        ...SPEED,
        id: "B1",
        what: "mask rows: speed of one RegExp",
        ...B1[1],
        rounds: rows.map(overRegexp),
      },
      {
        ...SPEED,
        id: "B2",
        what: "mask text: speed of rg -o",
        ...B2[0],
        rounds: text.map(overRipgrep),
      },
      {
        ...SPEED,
        id: "B2",
        what: "mask text: speed of one RegExp",
        ...B2[1],
        rounds: text.map(overRegexp),
      },
      ...fullSet,
    ],
    notes: [
      `${ROUNDS} interleaved rounds over ${BYTES >> 20} MB each; every output block compared byte for byte ` +
        "with the planted values replaced: no leak, counts as planted",
      "the engine checks Luhn, mod 97 and ranges and writes masked bytes; rg and RegExp check shapes only",
      "all 20 columns of the rows are searched (no column rule, no safe type)",
      ...[rows, text].map((rounds, at) => `${at === 0 ? "rows" : "text"}: ${speeds(rounds)}`),
      ...notes,
    ],
  };
}

type MaskBlock = (masker: Masker, block: Uint8Array) => Uint8Array;

async function measure(workload: Workload, mask: MaskBlock): Promise<readonly Round[]> {
  const makeMasker = await loadMaskingEngine();
  const folder = mkdtempSync(path.join(memoryFolder(), "gatehouse-bench-"));
  const rounds: Round[] = [];
  try {
    const ripgrep = prepareRipgrep(folder, workload);
    const regexp = prepareRegexp(workload);
    for (let round = 0; round <= ROUNDS; round += 1) {
      const masker = makeMasker({
        ...{ ...DEFAULT_MASKING_RULES, detectors: PATTERN_KINDS, columns: [] },
      });
      const engineMs = timeEngine(masker, workload, mask);
      const measured = { engineMs, ripgrepMs: ripgrep(), regexpMs: regexp() };
      // The first round only warms up.
      if (round > 0) rounds.push(measured);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rounds;
}

function timeEngine(masker: Masker, workload: Workload, mask: MaskBlock): number {
  masker.columns(
    CUSTOMER_COLUMNS.map((name) => ({ name, type: "text", typeId: 25, origin: null })),
  );
  let durationMs = 0;
  workload.blocks.forEach((block, at) => {
    const started = performance.now();
    const output = mask(masker, block);
    durationMs += performance.now() - started;
    if (Buffer.compare(output, workload.expected[at] ?? new Uint8Array()) !== 0) {
      throw new Error(`block ${at} is not masked as planted`);
    }
  });
  const counted = new Map<AnyKind, number>();
  for (const { kind, count } of masker.report())
    counted.set(kind, (counted.get(kind) ?? 0) + count);
  for (const [kind, planted] of workload.planted) {
    if (counted.get(kind) !== planted)
      throw new Error(`${counted.get(kind)} ${kind} for ${planted}`);
  }
  return durationMs;
}

function prepareRipgrep(folder: string, workload: Workload): () => number {
  const file = path.join(folder, "lines");
  const matches = path.join(folder, "matches");
  writeFileSync(file, workload.lines);
  const patterns = PATTERNS.flatMap(([, pattern]) => ["-e", pattern]);
  return () => {
    const out = openSync(matches, "w");
    const started = performance.now();
    const rg = spawnSync("rg", [...RG_ARGUMENTS, ...patterns, file], {
      stdio: ["ignore", out, "pipe"],
    });
    const durationMs = performance.now() - started;
    closeSync(out);
    if (rg.status !== 0 || statSync(matches).size === 0)
      throw new Error(`rg: ${rg.stderr.toString()}`);
    return durationMs;
  };
}

/** One pass over the same 64 KB slices as one-byte strings, so that decoding costs it nothing. */
function prepareRegexp(workload: Workload): () => number {
  // A word boundary before the address makes the RegExp twice as fast, and ripgrep slower.
  const grouped = PATTERNS.map(([kind, pattern]) => `(${kind === "email" ? "\\b" : ""}${pattern})`);
  const regexp = new RegExp(grouped.join("|"), "g");
  const kinds = PATTERNS.map(([kind]) => `[${kind.toUpperCase()}]`);
  const slices: string[] = [];
  for (let at = 0; at < workload.lines.byteLength; at += 64 * 1024) {
    slices.push(workload.lines.toString("latin1", at, at + 64 * 1024));
  }
  return () => {
    const started = performance.now();
    let bytes = 0;
    for (const slice of slices) {
      bytes += slice.replace(regexp, (...groups: (string | undefined)[]) => {
        let at = 1;
        while (groups[at] === undefined) at += 1;
        return kinds[at - 1] ?? "";
      }).length;
    }
    if (bytes === 0) throw new Error("the RegExp wrote nothing");
    return performance.now() - started;
  };
}

function overRipgrep(round: Round): number {
  return round.ripgrepMs / round.engineMs;
}

function overRegexp(round: Round): number {
  return round.regexpMs / round.engineMs;
}

function speeds(rounds: readonly Round[]): string {
  const speed = (pick: (round: Round) => number) => {
    const sorted = rounds.map(pick).sort((a, b) => a - b);
    return `${Math.round(BYTES / 1000 / (sorted[sorted.length >> 1] ?? Number.NaN))} MB/s`;
  };
  return `engine ${speed((round) => round.engineMs)}, rg ${speed((round) => round.ripgrepMs)}, RegExp ${speed((round) => round.regexpMs)}`;
}

function memoryFolder(): string {
  return statSync("/dev/shm", { throwIfNoEntry: false })?.isDirectory() === true
    ? "/dev/shm"
    : tmpdir();
}
