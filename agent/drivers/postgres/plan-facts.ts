import { PREVIEW_LIMITS } from "@/domain/statements/decide-preview";
import type { Effect } from "@/domain/statements/effect";
import type { WrittenTable } from "./rows-before";

/** The numbers of a plan as `EXPLAIN (FORMAT JSON)` tells it; its conditions hold values and stay here. */
export type PlanFacts = Pick<Effect, "cost" | "estimated" | "triggers"> & {
  /** Rows that the root gave: of a write that returns rows, those it changed. */
  readonly actual: number | null;
  /** What the root writes to; `null` when that is not one table. */
  readonly table: WrittenTable | null;
};

type Json = Readonly<Record<string, unknown>>;

export function readPlan(text: string): PlanFacts {
  const queries = listOf(parsed(text));
  const plan = objectOf(queries[0])["Plan"];
  const root = objectOf(plan);
  const triggers = queries.flatMap((query) => listOf(objectOf(query)["Triggers"]).map(objectOf));
  return {
    cost: numberOf(root["Total Cost"]),
    estimated: estimateOf(root),
    // A rule may have made several statements of one: then no root says how many rows there are.
    actual: queries.length === 1 ? numberOf(root["Actual Rows"]) : null,
    table: queries.length === 1 ? tableOf(root) : null,
    triggers: triggers.slice(0, PREVIEW_LIMITS.triggersMax).map((trigger) => ({
      name: nameOf(trigger),
      calls: numberOf(trigger["Calls"]) ?? 0,
    })),
  };
}

/** What a plan expects, rules that made several statements of one together; `null`: it is no plan. */
export function readExpectations(text: string): Expectations | null {
  const roots = listOf(parsed(text)).map((query) => objectOf(objectOf(query)["Plan"]));
  const costs = roots.map((root) => numberOf(root["Total Cost"]));
  const rows = roots.map(estimateOf);
  if (roots.length === 0 || [...costs, ...rows].includes(null)) return null;
  const scans = roots.flatMap(scansOf);
  if (scans.includes(null)) return null;
  return { cost: sumOf(costs), rows: sumOf(rows), scans: scans.flatMap((one) => one ?? []) };
}

export interface Expectations {
  readonly cost: number;
  readonly rows: number;
  /** Tables that are read from end to end. */
  readonly scans: readonly WrittenTable[];
}

/** Of a node and all below it; `null` for one of which nobody knows what, or how much, it reads. */
function scansOf(root: Json): readonly (WrittenTable | null)[] {
  return nodesOf(root).flatMap((node) => {
    if (UNKNOWN_SCANS.has(node["Node Type"])) return [null];
    return SCANS.has(node["Node Type"]) ? [tableOf(node)] : [];
  });
}

/** Over the pages of a table: a sample and a range of places may be all of them. */
const SCANS = new Set<unknown>(["Seq Scan", "Sample Scan", "Tid Range Scan"]);
/** Of an extension or another server. */
const UNKNOWN_SCANS = new Set<unknown>(["Custom Scan", "Foreign Scan"]);

function tableOf({ Schema: schema, "Relation Name": name }: Json): WrittenTable | null {
  return typeof schema === "string" && typeof name === "string" ? { schema, name } : null;
}

/**
 * Rows that are given back, or that all writes in it change together, whichever is more: those that a
 * write returns are not counted twice.
 */
function estimateOf(root: Json): number | null {
  const given = numberOf(root["Plan Rows"]);
  const writes = nodesOf(root).filter((node) => node["Node Type"] === "ModifyTable");
  const changed = writes.flatMap(sourcesOf).map((node) => numberOf(node["Plan Rows"]));
  if (given === null || changed.includes(null)) return null;
  return Math.max(given, sumOf(changed));
}

/** What a write takes its rows from: a write that returns nothing is itself estimated at no rows. */
function sourcesOf(write: Json): readonly Json[] {
  return listOf(write["Plans"])
    .map(objectOf)
    .filter((node) => !ASIDE.has(node["Parent Relationship"]));
}

/** WITH and sub-selects: they stand before what a node takes its rows from. */
const ASIDE = new Set<unknown>(["InitPlan", "SubPlan"]);

/** Itself and all below it, wherever a WITH or a sub-select puts them. */
function nodesOf(root: Json): readonly Json[] {
  const nodes = [root];
  // A loop over what it grows by: how deep a plan is, is the target's to say.
  for (const node of nodes) {
    for (const below of listOf(node["Plans"])) nodes.push(objectOf(below));
  }
  return nodes;
}

function sumOf(all: readonly (number | null)[]): number {
  return all.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}

function nameOf(trigger: Json): string {
  const name = trigger["Constraint Name"] ?? trigger["Trigger Name"];
  const relation = trigger["Relation"];
  const shown = typeof name === "string" ? name : "a trigger";
  return typeof relation === "string" ? `${shown} on ${relation}` : shown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // A target says what it likes: then nothing is known.
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
