import { onlyReads, type Relation, type StatementFacts } from "@/domain/statements/facts";
import type { Observation, PlanNames } from "./observe";
import { TABLE_BEHIND } from "./tables";

/** Command tags of which the form is certain; the others say nothing that a snapshot does not. */
const FORM_OF_TAG: Readonly<Record<string, string>> = {
  ...{ INSERT: "InsertStmt", UPDATE: "UpdateStmt", DELETE: "DeleteStmt", MERGE: "MergeStmt" },
  ...{ EXPLAIN: "ExplainStmt", COPY: "CopyStmt", DO: "DoStmt", CALL: "CallStmt" },
  ...{ PREPARE: "PrepareStmt", SHOW: "VariableShowStmt", LOCK: "LockStmt", LISTEN: "ListenStmt" },
};
/** A cascade reaches what the text does not name. */
const CASCADES = /\bCASCADE\b/i;

export interface Compared {
  readonly sql: string;
  readonly facts: readonly StatementFacts[];
  readonly seen: Observation;
  readonly plan: PlanNames | null;
}

/** Whether anybody must take it for something that may change something. */
export function mightWrite(facts: readonly StatementFacts[]): boolean {
  return !facts.every(onlyReads);
}

/** Where the facts of a text and what the server shows of it do not agree: sentences, usually none. */
export function disagreements(compared: Compared): string[] {
  const { facts, seen } = compared;
  if (seen.refusedAs !== null) return [];
  const found = [...ofTags(facts, seen.tags), ...ofPlan(compared)];
  if (seen.isChanged && !mightWrite(facts))
    found.push("it is called a read, and changed something");
  const isOpen = facts.some(isUnsure) || CASCADES.test(compared.sql);
  const unnamed = seen.changed.filter((table) => !isNamed(table, facts, "write"));
  if (!isOpen && unnamed.length > 0) found.push(`changed and not written: ${unnamed.join(", ")}`);
  return found;
}

/** It says itself that it may do more than it names. */
function isUnsure({ kind, unknownCalls }: StatementFacts): boolean {
  return kind === "unknown" || unknownCalls.length > 0;
}

function ofTags(facts: readonly StatementFacts[], tags: readonly string[]): string[] {
  // An empty statement has no tag, and none among the facts.
  const said = tags.filter((tag) => tag !== "");
  if (said.length !== facts.length) {
    return [`${said.length} statements ran, ${facts.length} are known`];
  }
  return facts.flatMap(({ form, kind }, index) => {
    const tag = said[index] ?? "";
    const expected = FORM_OF_TAG[tag];
    if (expected === undefined || form === expected || form === "ExecuteStmt") return [];
    return [`tag ${tag}, called ${form} and ${kind}`];
  });
}

function ofPlan({ facts, plan }: Compared): string[] {
  if (plan === null || facts.some(isUnsure)) return [];
  const missing = (names: ReadonlySet<string>, access: Relation["access"] | "any") =>
    [...names].filter((name) => !isNamed(name, facts, access));
  const read = missing(plan.read, "any").map((name) => `the plan reads ${name}`);
  return [...read, ...missing(plan.written, "write").map((name) => `the plan writes ${name}`)];
}

function isNamed(
  table: string,
  facts: readonly StatementFacts[],
  access: Relation["access"] | "any",
): boolean {
  const [schema, ...rest] = table.split(".");
  const name = rest.join(".");
  return facts.some(({ relations }) =>
    relations.some(
      (one) =>
        (access === "any" || one.access === access) &&
        (one.schema === null || one.schema === schema) &&
        (one.name === name || TABLE_BEHIND.get(one.name) === name),
    ),
  );
}
