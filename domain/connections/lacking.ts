import type { Guardrail } from "../guardrails/guardrail";
import { lookFor } from "../guardrails/seen-at-target";
import { rulesInWords } from "../masking/compared-words";
import type { ColumnMaskingRule } from "../masking/masking-rule";
import type { StatementFacts } from "../statements/facts";
import type { ConnectionKind } from "./connection";
import { KINDS, type KindCapability } from "./kinds";

/** What is asked of a connection's kind when a command runs: by rules, by an approval, by the connection. */
export interface AskedOfKind {
  readonly facts: readonly StatementFacts[];
  readonly guardrails: readonly Pick<Guardrail, "name" | "criteria">[];
  readonly columns: readonly Pick<ColumnMaskingRule, "comparisons" | "rules">[];
  readonly readOnly: boolean;
  readonly isBounded: boolean;
  readonly isPreview: boolean;
}

export const NOTHING_ASKED: AskedOfKind = {
  ...{ facts: [], guardrails: [], columns: [] },
  ...{ readOnly: false, isBounded: false, isPreview: false },
};

/**
 * Why a command is not run: something asks for what no driver of the kind can do. It names what asks,
 * or is `null`. What cannot be held is refused, never left out.
 */
export function lackOf(kind: ConnectionKind, asked: AskedOfKind): string | null {
  const { title, capabilities } = KINDS[kind];
  const lack = wishesOf(asked).find(({ needs }) => !capabilities.has(needs));
  if (lack === undefined) return null;
  return `${lack.who} ${WORDS[lack.needs]}, which connections to ${title} cannot do; nothing was sent.`;
}

interface Wish {
  readonly who: string;
  readonly needs: KindCapability;
}

const WORDS: Readonly<Record<KindCapability, string>> = {
  "read-only": "asks that nothing but reads runs",
  cancel: "asks that what runs can be stopped",
  "several-results": "asks for several results",
  "row-ceiling": "asks for a bound of changed rows",
  preview: "asks for the effect without the command",
  relations: "asks what stands behind the relations of the command",
  plans: "asks how the target would run the command",
  probe: "asks for attacks on masking rules",
  comparisons: "asks which masked columns the command compares",
};

function wishesOf({ facts, guardrails, columns, ...asked }: AskedOfKind): Wish[] {
  const connection = "The connection";
  return [
    ...(asked.readOnly ? [{ who: connection, needs: "read-only" } as const] : []),
    ...(asked.isBounded ? [{ who: "The approval", needs: "row-ceiling" } as const] : []),
    ...(asked.isPreview ? [{ who: "The preview", needs: "preview" } as const] : []),
    ...guardrails.flatMap((rule) => wishesOfGuardrail(rule, facts)),
    ...wishesOfMasking(columns),
  ];
}

function wishesOfGuardrail(
  rule: AskedOfKind["guardrails"][number],
  facts: readonly StatementFacts[],
): Wish[] {
  const who = `Guardrail “${rule.name}”`;
  const { relations, plans } = lookFor([rule], facts);
  return [
    ...(plans ? [{ who, needs: "plans" } as const] : []),
    ...(relations ? [{ who, needs: "relations" } as const] : []),
  ];
}

function wishesOfMasking(columns: AskedOfKind["columns"]): Wish[] {
  const asking = columns.filter(({ comparisons }) => comparisons !== undefined);
  if (asking.length === 0) return [];
  const names = [...new Set(asking.flatMap(({ rules = [] }) => rules))];
  const who = rulesInWords(names);
  return [{ who: who.slice(0, 1).toUpperCase() + who.slice(1), needs: "comparisons" }];
}
