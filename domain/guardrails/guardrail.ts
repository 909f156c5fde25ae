import type { RuleScope, ScopedConnection } from "../requests/access-rule";
import type { Criterion } from "./criteria/criterion";

/** What becomes of a command, or of its result, that a rule meets; the most severe first. */
export const GUARDRAIL_ACTIONS = ["block", "require-approval", "redact", "warn"] as const;
export type GuardrailAction = (typeof GUARDRAIL_ACTIONS)[number];

/** What all rules together say. */
export const OUTCOMES = [...GUARDRAIL_ACTIONS, "allow"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * A rule on what is sent: all its criteria must hold for one statement. Or one on what is returned:
 * then it has one criterion, about results.
 */
export interface Guardrail {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly enabled: boolean;
  /** Its place among all, from 1: of rules that say the same, the first is named first. */
  readonly priority: number;
  /** Names of connections, and tags of which a connection carries any. Both empty: every connection. */
  readonly scope: RuleScope;
  readonly action: GuardrailAction;
  /** Shown to whoever it meets; empty: the reasons stand for themselves. */
  readonly message: string;
  readonly criteria: readonly Criterion[];
}

/** A statement and what the rule by itself is to say of it. */
export interface GuardrailExample {
  readonly statement: string;
  readonly expected: Outcome;
}

export const GUARDRAIL_LIMITS = {
  ...{ rulesMax: 200, criteriaMax: 20, namesMax: 100, nameCharactersMax: 130 },
  ...{ examplesMax: 50, exampleCharactersMax: 4_000, messageCharactersMax: 500 },
  ...{ ruleNameCharactersMax: 100, descriptionCharactersMax: 500 },
  ...{ resultWordsCharactersMax: 4_000, patternCharactersMax: 500, patternStepsMax: 2_000 },
  ...{ connectionsMax: 500, tagsMax: 50, joinsMax: 100 },
  /** Rows, and what a plan costs. */
  planNumberMax: 1e15,
  /** As JSON: all guardrails together must fit into one message to an agent. */
  criteriaCharactersMax: 16 * 1024,
  /** Reasons that are kept of one command; how many more there were is counted. */
  reasonsMax: 200,
} as const;

export function isAboutAll({ connections, tags }: RuleScope): boolean {
  return connections.length === 0 && tags.length === 0;
}

/** Whether the rule is in force for this connection. */
export function guardrailCovers(
  { enabled, scope }: Pick<Guardrail, "enabled" | "scope">,
  connection: ScopedConnection,
): boolean {
  if (!enabled) return false;
  if (isAboutAll(scope) || scope.connections.includes(connection.name)) return true;
  return Object.entries(connection.tags).some(([key, value]) =>
    scope.tags.includes(`${key}=${value}`),
  );
}
