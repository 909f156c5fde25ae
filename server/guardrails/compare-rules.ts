import { setImmediate } from "node:timers/promises";
import type { ConnectionKind } from "@/domain/connections/connection";
import { UNPLACED_KIND } from "@/domain/guardrails/examples";
import type { Verdict } from "@/domain/guardrails/guard-input";
import { POSTGRES_CORPUS } from "@/domain/statements/corpus/corpus";
import type { StatementFacts } from "@/domain/statements/facts";
import type { Administrator } from "../connections/administrator";
import { findAsItIs } from "../connections/find-for-session";
import type { Deps } from "../deps";
import { statementsOfSessions } from "../sessions/statements-of-sessions";
import { factsOfStatement } from "../statements/read-facts";
import { asRules, type BothSides, inForceOn, knownConnection, withDraft } from "./both-sides";
import { type GuardrailComparison, type GuardrailForm, WORKBENCH_LIMITS } from "./form";
import { judgeBy } from "./judge-command";
import { knownConnectionNames, readGuardrails } from "./store";
import { faultsOfWritten } from "./write-guardrail";

/** What is tried: a statement, where it was sent if it was, and what is known of it if anything is. */
interface Tried {
  readonly statement: string;
  readonly connection: string | null;
  /** What reads it. */
  readonly kind: ConnectionKind;
  /** Of one of the corpus: what it truly does, and why it is in it. */
  readonly note: string | null;
}

export interface ComparedStatement extends Tried {
  readonly facts: readonly StatementFacts[];
  readonly current: Verdict;
  readonly edited: Verdict;
}

export interface RuleFault {
  readonly rule: string;
  readonly because: string;
  /** Nothing is tried while a fault is more than an example that fails. */
  readonly isOfExample: boolean;
}

export interface Comparison {
  readonly faults: readonly RuleFault[];
  readonly statements: readonly ComparedStatement[];
  /** The sessions hold more than was tried. */
  readonly isCut: boolean;
  /** How many were left when the time was over. */
  readonly untried: number;
}

/** Statements under the rules there are and under edited ones. Changes nothing but the audit trail. */
export async function compareRules(
  deps: Deps,
  by: Administrator,
  comparison: GuardrailComparison,
): Promise<Comparison> {
  const { edited } = comparison;
  const written = edited.kind === "document" ? edited.document.guardrails : [edited.guardrail];
  const faults = await faultsOfAll(deps, written);
  if (faults.some(({ isOfExample }) => !isOfExample)) {
    return { faults, statements: [], isCut: false, untried: 0 };
  }
  const current = await readGuardrails(deps.db.read);
  const sides = {
    current,
    edited: edited.kind === "document" ? asRules(written) : withDraft(current, edited),
  };
  const { statements, isCut } = await statementsOf(deps, by, comparison.source);
  const within = await sidesByConnection(deps, { sides, statements, comparison });
  const compared = await compareAll(deps, statements, within);
  return { faults, statements: compared, isCut, untried: statements.length - compared.length };
}

/** What an import would object to. */
async function faultsOfAll(deps: Deps, written: readonly GuardrailForm[]): Promise<RuleFault[]> {
  const named = [...new Set(written.flatMap(({ scope }) => scope.connections))];
  const known = new Set(await knownConnectionNames(deps.db.read, named));
  const all = written.map(async (rule, at): Promise<RuleFault[]> => {
    const isTaken = written.findIndex(({ name }) => name === rule.name) < at;
    const unknown = rule.scope.connections.filter((name) => !known.has(name));
    const objections = [
      ...(isTaken ? [`There is already a guardrail ${rule.name}.`] : []),
      ...unknown.map((name) => `There is no connection ${name}.`),
    ];
    const faults = await faultsOfWritten(rule);
    return [
      ...objections.map((because) => ({ rule: rule.name, because, isOfExample: false })),
      ...faults.map((fault) => ({
        ...{ rule: rule.name, because: fault.because, isOfExample: fault.at === "examples" },
      })),
    ];
  });
  return (await Promise.all(all)).flat();
}

interface Statements {
  readonly statements: readonly Tried[];
  readonly isCut: boolean;
}

async function statementsOf(
  deps: Deps,
  by: Administrator,
  source: GuardrailComparison["source"],
): Promise<Statements> {
  switch (source.kind) {
    case "pasted":
      return {
        statements: [...new Set(source.statements)].map(tried),
        isCut: false,
      };
    case "corpus":
      return {
        statements: POSTGRES_CORPUS.map(({ sql, because }) => ({ ...tried(sql), note: because })),
        isCut: false,
      };
    case "sessions": {
      const { statements, isCut } = await statementsOfSessions(deps, { by, ...WORKBENCH_LIMITS });
      return { statements: statements.map((one) => ({ ...one, note: null })), isCut };
    }
  }
}

function tried(statement: string): Tried {
  return { statement, connection: null, kind: UNPLACED_KIND, note: null };
}

interface Within {
  readonly sides: BothSides;
  readonly statements: readonly Tried[];
  readonly comparison: GuardrailComparison;
}

/** The rules that stand over a statement: those of the connection it was sent to, or of the one asked for. */
async function sidesByConnection(
  deps: Deps,
  { sides, statements, comparison }: Within,
): Promise<(connection: string | null) => BothSides> {
  const asked = inForceOn(await knownConnection(deps, comparison.connection), sides);
  const sidesOf = new Map<string | null, BothSides>([[null, asked]]);
  for (const name of new Set(statements.map(({ connection }) => connection))) {
    if (name === null) continue;
    // Of one that is gone, its name is all that rules can still be about.
    const connection = (await findAsItIs(deps, name)) ?? { name, tags: {} };
    sidesOf.set(name, inForceOn(connection, sides));
  }
  return (connection) => sidesOf.get(connection) ?? asked;
}

/** Parsing holds up everything else in the process: between some statements others have their turn. */
const AT_ONCE = 20;

async function compareAll(
  deps: Deps,
  statements: readonly Tried[],
  sidesOf: (connection: string | null) => BothSides,
): Promise<ComparedStatement[]> {
  const now = deps.now();
  const until = now.getTime() + WORKBENCH_LIMITS.durationMsMax;
  const compared: ComparedStatement[] = [];
  for (const one of statements) {
    if (compared.length % AT_ONCE === AT_ONCE - 1) await setImmediate();
    if (deps.now().getTime() > until) break;
    const { current, edited } = sidesOf(one.connection);
    compared.push({
      ...{ ...one, facts: await factsOfStatement(one.statement, one.kind) },
      current: await judgeBy(current, one, now),
      edited: await judgeBy(edited, one, now),
    });
  }
  return compared;
}
