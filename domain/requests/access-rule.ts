import type { GroupName } from "../people/user";
import type { StatementFacts, StatementKind } from "../statements/facts";
import type { RequestKind } from "./request";

/** Which commands a rule is about. `guardrail`: only what a guardrail sends to be approved. */
export const RULE_COMMANDS = ["all", "writes", "schema", "guardrail"] as const;
export type RuleCommands = (typeof RULE_COMMANDS)[number];

export type Needs =
  | { readonly kind: "all" }
  | { readonly kind: "groups"; readonly groups: readonly GroupName[] }
  | { readonly kind: "all-but"; readonly groups: readonly GroupName[] };

/** How many approve: one of any group, one of each group (as many people), or so many in total. */
export type Approvals =
  | { readonly kind: "any" }
  | { readonly kind: "each" }
  | { readonly kind: "count"; readonly count: number };

/** What a rule asks for, wherever it applies. */
export interface RuleTerms {
  readonly approverGroups: readonly GroupName[];
  readonly approvals: Approvals;
  readonly timeoutSeconds: number;
  /** The longest window (`jit`). */
  readonly durationSecondsMax: number;
  readonly reasonRequired: boolean;
  /** Who may act at once, flagged, everyone told. */
  readonly breakGlassGroups: readonly GroupName[];
  readonly adminsApproveThemselves: boolean;
  /** Whether anyone else in an approver group may approve their own. */
  readonly selfApproval: boolean;
}

export interface AccessRule extends RuleTerms {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly kind: RequestKind;
  readonly scope: RuleScope;
  readonly commands: RuleCommands;
  readonly needs: Needs;
}

export interface RuleScope {
  /** Names of connections. */
  readonly connections: readonly string[];
  /** "key=value": connections that carry any of these. */
  readonly tags: readonly string[];
}

export const RULE_LIMITS = {
  rulesMax: 1_000,
  connectionsMax: 500,
  tagsMax: 50,
  groupsMax: 50,
  approvalsMax: 20,
  nameCharactersMax: 100,
  descriptionCharactersMax: 500,
} as const;

export interface ScopedConnection {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

export function ruleCoversConnection(
  { scope }: Pick<AccessRule, "scope">,
  connection: ScopedConnection,
): boolean {
  if (scope.connections.includes(connection.name)) return true;
  return Object.entries(connection.tags).some(([key, value]) =>
    scope.tags.includes(`${key}=${value}`),
  );
}

export function ruleConcerns({ needs }: Pick<AccessRule, "needs">, groups: readonly GroupName[]) {
  const isIn = needs.kind !== "all" && needs.groups.some((group) => groups.includes(group));
  switch (needs.kind) {
    case "all":
      return true;
    case "groups":
      return isIn;
    case "all-but":
      return !isIn;
  }
}

/** What is not plainly a read counts as a write: nobody knows what else it is. */
const WRITES: readonly StatementKind[] = ["write", "schema", "privilege", "utility", "unknown"];
const SCHEMA: readonly StatementKind[] = ["schema", "privilege", "unknown"];

function mayWrite({ kind, outside, unknownCalls }: StatementFacts): boolean {
  return WRITES.includes(kind) || outside || unknownCalls.length > 0;
}

export function ruleCoversCommand(
  { commands }: Pick<AccessRule, "commands">,
  command: { readonly facts: readonly StatementFacts[]; readonly sentByGuardrail: boolean },
): boolean {
  switch (commands) {
    case "all":
      return true;
    case "writes":
      return command.facts.some(mayWrite);
    case "schema":
      return command.facts.some((one) => SCHEMA.includes(one.kind));
    case "guardrail":
      return command.sentByGuardrail;
  }
}
