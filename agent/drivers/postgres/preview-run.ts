import { Refusal } from "@/domain/refusal";
import { encodeRow } from "@/domain/rows/row-format";
import {
  decidePreview,
  describePreviewObjection,
  PREVIEW_LIMITS,
} from "@/domain/statements/decide-preview";
import { type Effect, rowsOfEffect, type SampleShape } from "@/domain/statements/effect";
import type { StatementParser } from "@/domain/statements/facts";
import type { DriverEvent } from "../driver";
import { COUNT } from "./bounded-run";
import type { PostgresLink } from "./connect";
import type { Guard } from "./guard";
import { type PlanFacts, readPlan } from "./plan-facts";
import { firstCells, PreviewSteps, type Step } from "./preview-steps";
import { type Returning, withRows } from "./returning";
import { type WrittenTable, withRowsBefore } from "./rows-before";

const { lockWaitSecondsMax, statementSecondsMax, holdSecondsMax, sampleRowsMax } = PREVIEW_LIMITS;

const TEXT = 25;
const FLOAT4 = 700;

/** The session is read-only; this one transaction is not, and nothing commits it. */
const BEGIN = [
  "BEGIN TRANSACTION READ WRITE",
  `SET LOCAL lock_timeout = '${lockWaitSecondsMax}s'`,
  `SET LOCAL statement_timeout = '${statementSecondsMax}s'`,
  `SET LOCAL idle_in_transaction_session_timeout = '${holdSecondsMax}s'`,
];

/** Locks name what a transaction has touched: foreign tables before it runs, sequences after. */
const touched = (relationKind: "f" | "S") => `
  SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_locks l
  JOIN pg_catalog.pg_class c ON c.oid = l.relation JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE l.pid = pg_catalog.pg_backend_pid() AND c.relkind = '${relationKind}'
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  GROUP BY 1 ORDER BY 1 LIMIT ${PREVIEW_LIMITS.sequencesMax}`;

export interface PreviewWish {
  readonly link: PostgresLink;
  readonly parser: StatementParser;
  readonly statement: string;
  readonly guard: Guard;
}

/** Ends the walk of a preview: nothing after it is run. */
class Stopped extends Error {
  readonly step: Pick<Step, "failure" | "refusal">;
  constructor(step: Pick<Step, "failure" | "refusal">) {
    super("stopped");
    this.step = step;
  }
}

/**
 * What a write would do: run for its numbers, undone to a savepoint, run for its rows, undone. Nothing
 * of it leaves before all is rolled back, so that no reader's pace holds a lock.
 */
export async function* previewOn(
  { link, parser, statement, guard }: PreviewWish,
  signal: AbortSignal,
): AsyncGenerator<DriverEvent> {
  // Second witness: the gateway has looked at the connection and the statement with the same code.
  const connection = { kind: "postgres", readOnly: false, previewAllowed: true } as const;
  const decision = decidePreview({ parsed: parser.parse(statement), connection });
  if (decision.kind === "refuse" || statement.includes("\0")) {
    const because = decision.kind === "refuse" ? decision.because : "not-understood";
    const words = describePreviewObjection(because);
    yield { kind: "end", refusal: new Refusal("PREVIEW.REFUSED", words, { objection: because }) };
    return;
  }
  const facts = decision.statement;
  const text = statement.slice(facts.start, facts.end);
  const write = withRows(parser, { text, facts }, link.serverVersion);
  const events = await walked(new PreviewSteps(link), { plain: text, write }, signal);
  // The first result, where there is one, is numbers of ours.
  const ours = events[0]?.kind === "columns" ? 1 + events.findIndex(isComplete) : 0;
  for (const [index, event] of events.entries()) {
    yield index < ours ? event : guard.passed(event);
  }
}

function isComplete({ kind }: DriverEvent): boolean {
  return kind === "complete";
}

interface Texts {
  readonly plain: string;
  readonly write: Returning;
}

async function walked(
  steps: PreviewSteps,
  texts: Texts,
  signal: AbortSignal,
): Promise<DriverEvent[]> {
  const cancelled = new Refusal("SESSION.CANCELLED", "The preview was cancelled.");
  const cancel = () => void steps.stop(cancelled);
  const timer = setTimeout(() => void steps.stop(tooSlow(holdSecondsMax)), holdSecondsMax * 1_000);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await walk(steps, texts);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return endOf(error.step);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
    await steps.rollBack();
  }
}

async function walk(steps: PreviewSteps, { plain, write }: Texts): Promise<DriverEvent[]> {
  for (const words of BEGIN) await must(steps.run(words));
  const guess = planOf(await must(steps.run(`EXPLAIN (VERBOSE, FORMAT JSON) ${plain}`)));
  await refuseForeign(steps);
  await must(steps.run("SAVEPOINT gatehouse_preview"));
  const measured = planOf(
    await must(steps.run(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${write.text}`)),
  );
  const [changed] = firstCells((await must(steps.run(COUNT))).events);
  await must(steps.run("ROLLBACK TO SAVEPOINT gatehouse_preview"));
  const sample = await must(steps.run(write.text, sampleRowsMax));
  await must(steps.run("SAVEPOINT gatehouse_constraints"));
  const later = await steps.run("SET CONSTRAINTS ALL IMMEDIATE");
  if (later.failure !== null) await must(steps.run("ROLLBACK TO SAVEPOINT gatehouse_constraints"));
  else await must(Promise.resolve(later));
  const sequences = firstCells((await must(steps.run(touched("S")))).events);
  const affected = affectedOf(measured, sample, write);
  const { rows, shape } = await rowsShown(steps, sample, { table: guess.table, write });
  const effect: Effect = {
    ...{ affected, changed: changed === undefined || changed === "" ? null : Number(changed) },
    ...{ cost: guess.cost, estimated: guess.estimated, triggers: measured.triggers, sequences },
    sample: shape,
  };
  return [...effectEvents(effect), ...sampleOf(rows, effect), ...endOf(later)];
}

/** With the rows before them where a key finds those; the last step, since it undoes the write. */
async function rowsShown(
  steps: PreviewSteps,
  { events }: Step,
  { table, write }: { readonly table: WrittenTable | null; readonly write: Returning },
): Promise<{ readonly rows: readonly DriverEvent[]; readonly shape: SampleShape }> {
  const { shape, isUpdate } = write;
  if (shape === "after" && isUpdate && table !== null) {
    await must(steps.run("ROLLBACK TO SAVEPOINT gatehouse_preview"));
    const both = await withRowsBefore(steps, table, events);
    if (both !== null) return { rows: both, shape: "before-and-after" };
  }
  return { rows: events, shape };
}

/** What a table of another server did is not this server's to undo. */
async function refuseForeign(steps: PreviewSteps): Promise<void> {
  const [foreign] = firstCells((await must(steps.run(touched("f")))).events);
  if (foreign === undefined) return;
  const words = "The command reaches a table of another server: that is not previewed.";
  throw new Stopped({ failure: null, refusal: new Refusal("PREVIEW.REFUSED", words) });
}

async function must(running: Promise<Step>): Promise<Step> {
  const step = await running;
  if (step.refusal !== null) throw new Stopped(step);
  return step;
}

function planOf({ events }: Step): PlanFacts {
  return readPlan(firstCells(events).join("\n"));
}

/** The root of a plan counts rows only where it returns them; otherwise the command's own tag does. */
function affectedOf(plan: PlanFacts, { events }: Step, { shape }: Returning): number | null {
  if (shape !== "none" && plan.actual !== null) return Math.round(plan.actual);
  const complete = events.find((event) => event.kind === "complete");
  return complete?.kind === "complete" ? complete.affected : null;
}

function effectEvents(effect: Effect): DriverEvent[] {
  const rows = rowsOfEffect(effect).map((cells) => encodeRow(cells.map(cellOf)));
  return [
    {
      kind: "columns",
      columns: [
        { name: "fact", type: "text", typeId: TEXT, origin: null },
        { name: "object", type: "text", typeId: TEXT, origin: null },
        // Numbers of ours: never searched, so that none is taken for a card's.
        { name: "amount", type: "float4", typeId: FLOAT4, origin: null },
      ],
    },
    { kind: "rows", rowCount: rows.length, bytes: Buffer.concat(rows) },
    { kind: "complete", tag: bytesOf("PREVIEW"), affected: effect.affected },
  ];
}

function sampleOf(events: readonly DriverEvent[], { affected, sample }: Effect): DriverEvent[] {
  if (sample === "none") return [];
  const shown = events.filter(({ kind }) => ["columns", "rows", "notice"].includes(kind));
  return [...shown, { kind: "complete", tag: bytesOf("SAMPLE"), affected }];
}

function cellOf(value: string | number | null): Uint8Array | null {
  return value === null ? null : bytesOf(String(value));
}

function bytesOf(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

/** Waiting and slowness are ours to explain; any other failure is told in the target's words, masked. */
function endOf({ failure, refusal }: Pick<Step, "failure" | "refusal">): DriverEvent[] {
  if (failure === null) return [{ kind: "end", refusal }];
  if (failure.state === "55P03") return [{ kind: "end", refusal: LOCKED }];
  if (failure.state === "57014") {
    const stopped = refusal?.code === "TARGET.ERROR" ? tooSlow(statementSecondsMax) : refusal;
    return [{ kind: "end", refusal: stopped }];
  }
  const { position: _, ...rest } = failure; // Of a text that is not the one people see.
  return [
    { kind: "failure", failure: { ...rest, position: null } },
    { kind: "end", refusal },
  ];
}

const LOCKED = new Refusal(
  "PREVIEW.LOCKED",
  `Another transaction holds what the command needs; after ${lockWaitSecondsMax} s the preview gave up.`,
  { lockWaitSecondsMax },
);

function tooSlow(seconds: number): Refusal {
  return new Refusal("PREVIEW.TIME", `The preview took longer than ${seconds} s and was undone.`);
}
