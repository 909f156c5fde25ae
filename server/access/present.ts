import { sayingsOf } from "@/domain/guardrails/say-verdict";
import { describeStep } from "@/domain/policy/explain-access";
import { ACCESS_LIMITS } from "./form";
import type { EditEffect, EditsEffect, PersonWithRole } from "./preview-edits";
import type { Grid } from "./read-grid";
import type { WhoMay } from "./who-may";
import type { WhyAnswer } from "./why";

export function presentGrid({ connections, groups, cells, totals }: Grid) {
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  return {
    totals,
    groups: groups.map(({ name, source }) => ({ name, source })),
    connections: connections.map(({ id, name, version }) => ({
      ...{ name, version },
      groups: cells
        .filter(({ connectionId }) => connectionId === id)
        .map(({ groupId }) => groupNames.get(groupId) ?? ""),
    })),
  };
}

function named(people: readonly PersonWithRole[]) {
  const names = people.slice(0, ACCESS_LIMITS.namesShownMax).map(({ name }) => name);
  return { total: people.length, names };
}

export function presentEffects({ effects, complete, digest }: EditsEffect) {
  return {
    ...{ complete, digest },
    connections: effects.map(({ connection, before, after, gain, lose }: EditEffect) => ({
      ...{ connection, before: [...before], after: [...after] },
      ...{ gain: named(gain), lose: named(lose) },
    })),
  };
}

export function presentWhoMay({ rows, total, byRole }: WhoMay) {
  return {
    ...{ total, byRole },
    rows: rows.map(({ person, role, through, mayUse, conflict }) => ({
      ...{ id: person.id, name: person.name, email: person.email, status: person.status },
      ...{ role, through: [...through], mayUse, conflict },
    })),
  };
}

const READ_ONLY_WORDS = {
  "not-understood": "The connection is read-only, and the statement cannot be understood.",
  "not-a-read": "The connection is read-only, and the statement does not only read.",
  "reaches-outside":
    "The connection is read-only, and the statement reaches outside of the database.",
  "calls-a-function-with-effects":
    "The connection is read-only, and the statement calls a function that acts outside of the transaction.",
} as const;

const RULE_WORDS = {
  hold: (rule: string) => `The rule ${rule} holds it until it is approved.`,
  refuse: (rule: string) => `The rule ${rule} asks for an open window first.`,
} as const;

export function presentWhy({ person, connection, mode, explanation, statement }: WhyAnswer) {
  return {
    person: { name: person.name, email: person.email, role: person.role },
    ...{ connection: connection.name, mode },
    allowed: explanation.decision.kind === "allow",
    steps: explanation.steps.map((step) => ({
      ...{ passed: step.passed, because: step.because },
      ...describeStep(step, { mode }),
    })),
    statement: statement === null ? null : presentStatement(statement),
  };
}

const UNAPPROVABLE = "A guardrail asks for an approval, and no access rule takes it.";

function presentStatement(statement: NonNullable<WhyAnswer["statement"]>) {
  const { risk, reasons, readOnly, guardrails, rules, outcome } = statement;
  const objections = [
    ...(readOnly === null ? [] : [READ_ONLY_WORDS[readOnly]]),
    ...sayingsOf(guardrails, "block"),
    ...sayingsOf(guardrails, "require-approval"),
    ...(guardrails.outcome === "require-approval" && rules.kind === "run" ? [UNAPPROVABLE] : []),
    ...(rules.kind === "run" ? [] : rules.demands.map((one) => RULE_WORDS[rules.kind](one.rule))),
  ];
  return { risk, reasons: [...reasons], objections, outcome };
}
