import { createHash } from "node:crypto";
import { attacksOn, sampleOf } from "@/domain/masking/probe/attacks-on";
import { materialOf, ValueFinder } from "@/domain/masking/probe/find-values";
import {
  demandOn,
  isProtected,
  needsMaterial,
  verdictBeside,
  verdictOfEnd,
} from "@/domain/masking/probe/judge-attack";
import {
  type Attack,
  type Material,
  PROBE_LIMITS,
  type ProbedColumn,
  type Verdict,
} from "@/domain/masking/probe/probe";
import { isRefusal } from "@/domain/refusal";
import type { SessionOpen } from "@/protocol/agent-events";
import type { AttackRuns } from "./attack-runs";
import { firstCellsOf, saidByTarget } from "./said";

type Named = Pick<ProbedColumn, "schema" | "table" | "column">;
type Rules = SessionOpen["policy"]["masking"]["columns"];

/** A column with what the agent knows of it; `finder` holds its values and never leaves this process. */
export interface Probing {
  readonly column: ProbedColumn;
  readonly attacks: readonly Attack[];
  readonly material: Material;
  /** How many different values are looked for. */
  readonly values: number;
  readonly finder: ValueFinder;
}

/** The columns that were asked for, or the first of those that the rules protect. */
export async function columnsToProbe(
  runs: AttackRuns,
  asked: readonly Named[] | null,
  rules: Rules,
): Promise<readonly (ProbedColumn | Named)[]> {
  const all = await runs.probeable();
  const found =
    asked === null
      ? all.filter((column) => isProtected(column, rules)).slice(0, PROBE_LIMITS.columnsMax)
      : asked.map((wanted) => all.find((one) => isSame(one, wanted)) ?? wanted);
  return found.map((column) => (isKnown(column) ? withFreeKey(column, rules) : column));
}

function isKnown(column: ProbedColumn | Named): column is ProbedColumn {
  return "views" in column;
}

function isSame(one: Named, other: Named): boolean {
  return one.schema === other.schema && one.table === other.table && one.column === other.column;
}

/** Rows are not put in the order of a column of which comparisons are not free. */
function withFreeKey(column: ProbedColumn, rules: Rules): ProbedColumn {
  const { key, schema, table } = column;
  const isFree = key === null || demandOn({ schema, table, column: key }, rules) === null;
  return isFree ? column : { ...column, key: null };
}

/** Reads a few values of the column, to look for them in what attacks show. */
export async function prepare(runs: AttackRuns, column: ProbedColumn | Named): Promise<Probing> {
  if (!isKnown(column)) {
    const nothing = { ...column, type: "", key: null, views: [] };
    return { column: nothing, attacks: [], ...WITHOUT, material: "unknown" };
  }
  const attacks = attacksOn(column);
  const cells = await sampled(runs, column);
  if (cells === null) return { column, attacks, ...WITHOUT, material: "unread" };
  const values = [...new Set(cells.filter((cell) => cell !== null))];
  const finder = new ValueFinder(values, digestsOf);
  return { column, attacks, material: materialOf(cells), values: values.length, finder };
}

const WITHOUT = { values: 0, finder: new ValueFinder([], () => []) };

/** `null`: the target or a guardrail lets nobody read it. */
async function sampled(runs: AttackRuns, column: ProbedColumn) {
  try {
    const events = await runs.inClear(sampleOf(column));
    const failed = events.some((event) => event.kind === "failure" || isUnfinished(event));
    return failed ? null : firstCellsOf(events);
  } catch (error) {
    if (isRefusal(error) && !error.code.startsWith("TARGET.")) return null;
    throw error;
  }
}

function isUnfinished(event: { readonly kind: string; readonly refusal?: unknown }): boolean {
  return event.kind === "end" && event.refusal !== null;
}

/** Tries one statement and says what became of it. */
export async function attack(
  runs: AttackRuns,
  { column, material, finder }: Probing,
  { tried, rules }: { readonly tried: Attack; readonly rules: Rules },
): Promise<Verdict> {
  const { statement } = tried;
  const objection = await runs.objectionTo(statement);
  if (objection !== null) return { outcome: "refused", code: objection.code, found: null };
  if (needsMaterial(tried, material)) return { outcome: "untold", code: null, found: null };
  const { end, said } = await runs.masked(statement);
  const ended = { ...end, found: finder.find(said, statement) };
  const verdict = verdictOfEnd(tried, ended, demandOn(column, rules));
  return verdict ?? (await beside(runs, finder, statement));
}

/** Without an answer in clear nothing can be said of the masked one. */
async function beside(runs: AttackRuns, finder: ValueFinder, statement: string): Promise<Verdict> {
  try {
    const inClear = saidByTarget(await runs.inClear(statement));
    return verdictBeside(finder.find(inClear, statement));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { outcome: "not-tried", code: error.code, found: null };
  }
}

function digestsOf(value: string): string[] {
  return ["md5", "sha1", "sha256"].map((name) => createHash(name).update(value).digest("hex"));
}
