import {
  type BareCriterion,
  type Criterion,
  type CriterionKind,
  isBareKind,
  isPlanKind,
  type PlanCriterion,
} from "@/domain/guardrails/criteria/criterion";
import type { GuardrailAction, GuardrailExample } from "@/domain/guardrails/guardrail";
import type { Inputs } from "@/server/api/root";
import type { Keyed } from "../keyed";

/** What stands in the fields of the form. */
export interface GuardrailDraft {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly scope: { readonly connections: string[]; readonly tags: string[] };
  readonly action: GuardrailAction;
  readonly message: string;
  readonly criteria: readonly Keyed<Criterion>[];
  readonly examples: readonly Keyed<GuardrailExample>[];
}

export interface StoredGuardrail {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly scope: { readonly connections: readonly string[]; readonly tags: readonly string[] };
  readonly action: GuardrailAction;
  readonly message: string;
  readonly criteria: readonly Criterion[];
  readonly examples: readonly GuardrailExample[];
}

export type Objections = Partial<Record<"name" | "scope" | "criteria" | "examples", string>>;

export function emptyDraft(): GuardrailDraft {
  return {
    ...{ name: "", description: "", enabled: true, action: "block", message: "" },
    ...{ scope: { connections: [], tags: [] }, criteria: [], examples: [] },
  };
}

export function draftOf(stored: StoredGuardrail): GuardrailDraft {
  const { name, description, enabled, scope, action, message, criteria, examples } = stored;
  return {
    ...{ name, description, enabled, action, message },
    scope: { connections: [...scope.connections], tags: [...scope.tags] },
    criteria: criteria.map((value, key) => ({ key, value })),
    examples: examples.map((value, key) => ({ key, value })),
  };
}

export function bodyOf(draft: GuardrailDraft): Inputs["guardrails"]["create"] {
  const { name, description, enabled, scope, action, message, criteria, examples } = draft;
  return {
    ...{ name: name.trim(), description, enabled, scope, action, message },
    criteria: criteria.map(({ value }) => value),
    examples: examples.map(({ value }) => value),
  };
}

/** What must be put right before it can be sent. The gateway checks again, and runs the examples. */
export function objectionsTo(draft: GuardrailDraft): Objections {
  const found: Objections = {};
  if (draft.name.trim() === "") found.name = "What is it called?";
  if (draft.criteria.length === 0) found.criteria = "What is it about? Add a criterion.";
  return found;
}

type OtherKind = Exclude<CriterionKind, BareCriterion["kind"] | PlanCriterion["kind"]>;

/** A criterion as it is when it is added. `zone`: that of whoever adds it. */
export function newCriterion(kind: CriterionKind, zone: string): Criterion {
  if (isBareKind(kind)) return { kind };
  if (isPlanKind(kind)) return newPlanCriterion(kind);
  return newOther(kind, zone);
}

function newOther(kind: OtherKind, zone: string): Criterion {
  switch (kind) {
    case "statement-kinds":
      return { kind, kinds: ["write"] };
    case "relations":
      return { kind, names: [], access: "any" };
    case "no-limit":
    case "calls":
      return { kind, names: [] };
    case "joins":
      return { kind, joinsMax: 5 };
    case "result-words":
      return { kind, words: [], ignoreCase: true };
    case "result-pattern":
      return { kind, pattern: "", ignoreCase: false };
    case "time":
      return {
        ...{ kind, zone, days: ["mon", "tue", "wed", "thu", "fri"] },
        ...{ from: "09:00", to: "17:00", when: "outside" },
      };
  }
}

function newPlanCriterion(kind: PlanCriterion["kind"]): PlanCriterion {
  return kind === "plan-cost" ? { kind, costMax: 100_000 } : { kind, rowsMax: 100_000 };
}

/** Texts to try, a blank line between two. */
export function textsToTry(typed: string, most: number): string[] {
  return typed
    .split(/\n[ \t]*\n/)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .slice(0, most);
}
