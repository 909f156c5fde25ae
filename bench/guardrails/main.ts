import { loadModule, parseSync } from "libpg-query";
import { guardInput } from "@/domain/guardrails/guard-input";
import type { Guardrail } from "@/domain/guardrails/guardrail";
import { PACKS } from "@/domain/guardrails/packs";
import { loadStatementParser } from "@/domain/statements/engine";
import { factsOf } from "@/domain/statements/facts";
import type { BenchTable, Figure } from "../table";
import { largeStatement, smallStatements } from "./workloads";

const RULES = 50;
const ROUNDS = 9;
/** Rounds that are not counted: a gateway's code is warm. */
const WARM_UPS = { small: 10, large: 3 } as const;
/** So many that a round is not decided by what else the machine does for a few milliseconds. */
const SMALL = 2_000;
const LARGE = 5;
const LARGE_BYTES = 100 * 1024;

/** Facts and decision with fifty rules, against PostgreSQL's parser alone on the same texts. */
export async function run(): Promise<BenchTable> {
  await loadModule();
  const rules = fiftyRules();
  const small = await measure(rules, WARM_UPS.small, (round) => smallStatements(round, SMALL));
  const large = await measure(rules, WARM_UPS.large, (round) =>
    Array.from({ length: LARGE }, (_, at) => largeStatement(round * LARGE + at, LARGE_BYTES)),
  );
  return {
    name: "guardrails",
    figures: [
      figure("statements under 2 KB: facts and 50 rules over the parser", small, [1.5, 2.5]),
      figure("statements of 100 KB: the same", large, [1.2, 2]),
    ],
    notes: [
      `${ROUNDS} interleaved rounds; ${SMALL} small and ${LARGE} large statements each, no text twice; ` +
        "the parser alone gives its tree as objects",
      `parser alone, median: ${msOf(small, SMALL)} ms a small statement, ${msOf(large, LARGE)} ms a large one`,
    ],
  };
}

interface Round {
  readonly parserMs: number;
  readonly oursMs: number;
}

type Bounds = readonly [goal: number, floor: number];

function figure(what: string, rounds: readonly Round[], [goal, floor]: Bounds): Figure {
  const ratios = rounds.map(({ parserMs, oursMs }) => oursMs / parserMs);
  return { id: "guardrails", what, unit: "×", better: "lower", rounds: ratios, goal, floor };
}

function msOf(rounds: readonly Round[], count: number): string {
  const sorted = rounds.map(({ parserMs }) => parserMs / count).sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(3);
}

/** Who begins changes from round to round. */
async function measure(
  rules: readonly Guardrail[],
  warmUps: number,
  textsOf: (round: number) => readonly string[],
): Promise<Round[]> {
  const parser = await loadStatementParser();
  const now = new Date();
  const rounds: Round[] = [];
  for (let round = 0; round < warmUps + ROUNDS; round += 1) {
    const texts = textsOf(round);
    const parseAlone = () => {
      for (const text of texts) parseSync(text);
    };
    const decide = () => {
      for (const statement of texts) {
        guardInput({ facts: factsOf(parser, statement), statement, rules, now });
      }
    };
    const first = round % 2 === 0 ? timed(parseAlone) : timed(decide);
    const second = round % 2 === 0 ? timed(decide) : timed(parseAlone);
    const [parserMs, oursMs] = round % 2 === 0 ? [first, second] : [second, first];
    if (round >= warmUps) rounds.push({ parserMs, oursMs });
  }
  return rounds;
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** All rules of all packs, again and again: every kind of criterion is among them. */
function fiftyRules(): readonly Guardrail[] {
  const packed = Object.values(PACKS).flatMap(({ rules }) => rules);
  return Array.from({ length: RULES }, (_, at) => {
    const rule = packed[at % packed.length];
    if (rule === undefined) throw new Error("no pack has a rule");
    const { name, action, message, criteria } = rule;
    return {
      ...{ id: `grd_${at}`, name: `${name} ${at}`, version: 1, enabled: true, priority: at + 1 },
      ...{ scope: { connections: [], tags: [] }, action, message, criteria },
    };
  });
}
