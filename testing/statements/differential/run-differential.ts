import type pg from "pg";
import { loadStatementParser } from "@/domain/statements/engine";
import { factsOf, type StatementFacts, type StatementParser } from "@/domain/statements/facts";
import { binariesOf18, type PostgresTarget } from "../../postgres-target";
import { seededRandom } from "../../seeded-random";
import { disagreements, mightWrite } from "./disagreements";
import { StatementGrammar } from "./grammar";
import { connectAsOwner, lookBefore, observe, planOf, type Snapshot, startShop } from "./observe";
import { textsOfSqlsmith } from "./sqlsmith";

/** One statement that takes longer to be understood hangs whoever waits for it. */
const CLASSIFY_MS_MAX = 2_000;
const SQLSMITH_MS_PER_TEXT = 60;
const SQLSMITH_SHARE_COMPARED = 0.25;

export interface DifferentialWish {
  readonly seed: number;
  readonly sqlsmith: number;
  readonly grammar: number;
  /** How many that write or might are to be compared with the server. */
  readonly compared: number;
}

export interface DifferentialReport {
  readonly sqlsmith: number;
  readonly grammar: number;
  /** What went wrong with a text on its own: a throw, or too long a time. */
  readonly broken: readonly string[];
  /** Of those that ran on the server without a refusal. */
  readonly writes: number;
  readonly reads: number;
  readonly planned: number;
  readonly disagreeing: readonly string[];
}

/** Facts beside what a real server does, for statements that nobody wrote by hand. */
export async function runDifferential(wish: DifferentialWish): Promise<DifferentialReport> {
  const parser = await loadStatementParser();
  const server = await startShop(binariesOf18());
  try {
    const generated = generate(server, wish);
    const all = [...generated.sqlsmith, ...generated.grammar];
    const broken = all.flatMap((sql) => brokenBy(parser, sql));
    const client = await connectAsOwner(server);
    try {
      const counts = await compareAll(client, parser, { ...generated, compared: wish.compared });
      const made = { sqlsmith: generated.sqlsmith.length, grammar: generated.grammar.length };
      return { ...made, broken, ...counts };
    } finally {
      await client.end();
    }
  } finally {
    await server.stop();
  }
}

interface Generated {
  readonly sqlsmith: readonly string[];
  readonly grammar: readonly string[];
}

function generate(server: PostgresTarget, wish: DifferentialWish): Generated {
  const msMax = 30_000 + wish.sqlsmith * SQLSMITH_MS_PER_TEXT;
  const order = { seed: wish.seed, count: wish.sqlsmith, msMax };
  const grammar = new StatementGrammar(seededRandom(wish.seed));
  return {
    sqlsmith: wish.sqlsmith === 0 ? [] : textsOfSqlsmith(server, order),
    grammar: Array.from({ length: wish.grammar }, () => grammar.text()),
  };
}

function brokenBy(parser: StatementParser, sql: string): string[] {
  const started = performance.now();
  try {
    factsOf(parser, sql);
  } catch (error) {
    return [`threw ${String(error)}: ${sql}`];
  }
  const ms = performance.now() - started;
  return ms > CLASSIFY_MS_MAX ? [`took ${ms.toFixed(0)} ms: ${sql}`] : [];
}

type Counts = Pick<DifferentialReport, "writes" | "reads" | "planned" | "disagreeing">;

async function compareAll(
  client: pg.Client,
  parser: StatementParser,
  { sqlsmith, grammar, compared }: Generated & { readonly compared: number },
): Promise<Counts> {
  const counts = { writes: 0, reads: 0, planned: 0, disagreeing: [] as string[] };
  const understood = (texts: readonly string[]) =>
    texts.map((sql) => ({ sql, facts: factsOf(parser, sql) }));
  const ofSqlsmith = understood(sqlsmith).filter(({ facts }) => mightWrite(facts));
  const before = await lookBefore(client);
  const share = Math.floor(compared * SQLSMITH_SHARE_COMPARED);
  for (const [texts, goal] of [
    [ofSqlsmith, share],
    [understood(grammar), compared],
  ] as const) {
    for (const text of texts) {
      if (counts.writes >= goal) break;
      await compareOne({ client, before }, text, counts);
    }
  }
  const after = await lookBefore(client);
  if (after.all !== before.all) counts.disagreeing.push("something outlived its rollback");
  return counts;
}

interface Understood {
  readonly sql: string;
  readonly facts: readonly StatementFacts[];
}

interface Eye {
  readonly client: pg.Client;
  readonly before: Snapshot;
}

async function compareOne(
  { client, before }: Eye,
  { sql, facts }: Understood,
  counts: { writes: number; reads: number; planned: number; disagreeing: string[] },
): Promise<void> {
  const seen = await observe(client, sql, before);
  if (seen.refusedAs !== null) return;
  const plan = facts.length === 1 ? await planOf(client, sql) : null;
  if (mightWrite(facts)) counts.writes += 1;
  else counts.reads += 1;
  if (plan !== null) counts.planned += 1;
  const found = disagreements({ sql, facts, seen, plan });
  if (found.length > 0) counts.disagreeing.push(`${found.join("; ")}: ${sql}`);
}
