import { z } from "zod";
import type { StatementPlan } from "@/domain/guardrails/seen-at-target";
import type { StatementParser } from "@/domain/statements/facts";
import { literal } from "@/domain/statements/postgres/literal";
import type { DriverEvent } from "../driver";
import { ask } from "./ask";
import type { PostgresLink } from "./connect";
import { Exchange } from "./exchange";
import { IN_TRANSACTION, singleStatementMessages } from "./messages";
import { type Expectations, readExpectations } from "./plan-facts";
import { firstCells } from "./preview-steps";
import { readOnlyRows } from "./read-only-rows";
import type { WrittenTable } from "./rows-before";

const PLAN_LIMITS = {
  /** Of one text; of more nobody knows the plan. */
  statementsMax: 20,
  /** All of them together; the server is told what is left. */
  durationSecondsMax: 5,
  rowsMax: 20_000,
  bytesMax: 16 * 1024 * 1024,
} as const;

const ROW_BYTES_MIN = 28;

interface Planner {
  readonly link: PostgresLink;
  readonly parser: StatementParser;
}

/** Each statement by itself, in a transaction that only reads and is undone. */
export async function plansOf(
  planner: Planner,
  statements: readonly string[],
): Promise<(StatementPlan | null)[]> {
  const until = performance.now() + PLAN_LIMITS.durationSecondsMax * 1_000;
  const found: (Expectations | null)[] = [];
  for (const statement of statements.slice(0, PLAN_LIMITS.statementsMax)) {
    const leftMs = Math.floor(until - performance.now());
    found.push(leftMs > 0 ? await expectationsOf(planner, statement, leftMs) : null);
  }
  const scans = found.flatMap((one) => one?.scans ?? []);
  const sizes = await sizesOf(planner.link, scans);
  return statements.map((_, index) => {
    const one = found[index] ?? null;
    return one === null ? null : planOf(one, sizes);
  });
}

async function expectationsOf(
  { link, parser }: Planner,
  statement: string,
  leftMs: number,
): Promise<Expectations | null> {
  const sql = `EXPLAIN (FORMAT JSON, VERBOSE) ${statement}`;
  if (!onlyPlans(parser, sql)) return null;
  const begin = `BEGIN READ ONLY; SET LOCAL jit = off; SET LOCAL statement_timeout = ${leftMs}`;
  const begun = await ask(link, begin);
  const text = begun.status === IN_TRANSACTION ? await firstCellOf(link, sql) : null;
  await ask(link, "ROLLBACK");
  return text === null ? null : readExpectations(text);
}

/** The same text that is asked with, read by the parser that decides everywhere. */
function onlyPlans(parser: StatementParser, sql: string): boolean {
  const parsed = parser.parse(sql);
  if (parsed.kind === "unparsed" || parsed.statements.length !== 1) return false;
  return parsed.statements.every((one) => one.form === "ExplainStmt" && one.executes === null);
}

async function firstCellOf(link: PostgresLink, sql: string): Promise<string | null> {
  const exchange = new Exchange(link, PLAN_LIMITS, false);
  // Behind the server's own deadline: a server that does not keep it is let go.
  const timer = setTimeout(() => link.socket.destroy(), 2 * PLAN_LIMITS.durationSecondsMax * 1_000);
  const sent = exchange.send(singleStatementMessages(sql)).then(() => exchange.done());
  const events: DriverEvent[] = [];
  for (let event = await exchange.next(); event !== null; event = await exchange.next()) {
    events.push(event.kind === "rows" ? { ...event, bytes: new Uint8Array(event.bytes) } : event);
  }
  await sent;
  clearTimeout(timer);
  return exchange.outcome() === null ? (firstCells(events)[0] ?? null) : null;
}

const size = z.object({
  schema: z.string(),
  name: z.string(),
  root: z.string(),
  rows: z.number().min(0),
});
type Size = z.infer<typeof size>;

/**
 * How many rows each table has: as the catalogue has it of its pages, times the pages that it has now;
 * of one that was never looked at, as many as fit. `root`: the whole that a partition is of.
 */
async function sizesOf(
  link: PostgresLink,
  tables: readonly WrittenTable[],
): Promise<readonly Size[]> {
  if (tables.length === 0) return [];
  const names = tables.map(({ schema, name }) => `(${literal(schema)}, ${literal(name)})`);
  const query = `SELECT pg_catalog.jsonb_build_object('schema', n.nspname, 'name', c.relname,
  'root', rn.nspname || '.' || r.relname, 'rows', CASE WHEN c.reltuples > 0 AND c.relpages > 0
    THEN c.reltuples::float8 / c.relpages * (s.bytes / pg_catalog.current_setting('block_size')::float8)
    ELSE s.bytes / ${ROW_BYTES_MIN}.0 END)::text
FROM (VALUES ${[...new Set(names)].join(", ")}) v(schema, name)
JOIN pg_catalog.pg_namespace n ON n.nspname = v.schema::name
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = v.name::name
CROSS JOIN LATERAL (SELECT pg_catalog.pg_relation_size(c.oid)::float8 AS bytes) s
JOIN pg_catalog.pg_class r ON r.oid = COALESCE(pg_catalog.pg_partition_root(c.oid), c.oid)
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace`;
  const questions = ["SET LOCAL search_path = ''", query];
  const rows = await readOnlyRows(link, { questions, limits: PLAN_LIMITS });
  if (!Array.isArray(rows)) {
    await ask(link, "ROLLBACK"); // What comes next is not to fail because of this.
    return [];
  }
  return rows.flatMap((text) => size.safeParse(parsed(text)).data ?? []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // A target says what it likes: then nothing is known.
  }
}

/** Partitions of one table count together; `null` where the size of one is not known. */
function planOf({ cost, rows, scans }: Expectations, sizes: readonly Size[]): StatementPlan | null {
  const wholes = new Map<string, number>();
  const seen = new Set<Size>();
  for (const { schema, name } of scans) {
    const found = sizes.find((one) => one.schema === schema && one.name === name);
    if (found === undefined) return null;
    if (seen.has(found)) continue;
    seen.add(found);
    wholes.set(found.root, (wholes.get(found.root) ?? 0) + found.rows);
  }
  const all = [...wholes].map(([name, count]) => ({ name, rows: count }));
  return { cost, rows, scans: all };
}
