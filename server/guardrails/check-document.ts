import { z } from "zod";
import { describeReason } from "@/domain/guardrails/describe-reason";
import { failedExamples, UNPLACED_KIND } from "@/domain/guardrails/examples";
import type { Guardrail } from "@/domain/guardrails/guardrail";
import { OUTCOME_WORDS } from "@/domain/guardrails/outcome-words";
import { factsOfStatement } from "../statements/read-facts";
import { type GuardrailForm, guardrailImport } from "./form";
import { judgeBy } from "./judge-command";
import { faultsOfWritten } from "./write-guardrail";

const LINE_CHARACTERS_MAX = 100;

export interface CheckedDocument {
  /** One a rule without fault in itself, one an example, one a statement. */
  readonly lines: readonly string[];
  readonly isSound: boolean;
}

/**
 * Runs the examples of every rule of an export, each rule by itself, and holds all its rules that are
 * switched on against statements, a blank line between two. Needs no store.
 */
export async function checkDocument(
  text: string,
  { statements, now }: { readonly statements: string; readonly now: Date },
): Promise<CheckedDocument> {
  const read = readDocument(text);
  if (read.kind === "invalid") return { lines: [`not valid: ${read.because}`], isSound: false };
  const rules = await Promise.all(read.guardrails.map(checkRule));
  const tried = await Promise.all(textsOf(statements).map(judged(read.guardrails, now)));
  return {
    lines: [...rules.flatMap(({ lines }) => lines), ...tried],
    isSound: rules.every(({ isSound }) => isSound),
  };
}

type ReadDocument =
  | { readonly kind: "valid"; readonly guardrails: readonly GuardrailForm[] }
  | { readonly kind: "invalid"; readonly because: string };

function readDocument(text: string): ReadDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "invalid", because: "It is no JSON." };
  }
  const read = guardrailImport.safeParse(value);
  if (read.success) return { kind: "valid", guardrails: read.data.guardrails };
  return { kind: "invalid", because: inOneLine(z.prettifyError(read.error)) };
}

async function checkRule(rule: GuardrailForm): Promise<CheckedDocument> {
  const faults = await faultsOfWritten(rule);
  const own = faults.filter(({ at }) => at === "criteria");
  if (own.length > 0) {
    return { lines: own.map(({ because }) => `FAIL ${rule.name}: ${because}`), isSound: false };
  }
  const examples = await Promise.all(
    rule.examples.map(async (one) => ({
      ...{ ...one, facts: await factsOfStatement(one.statement, UNPLACED_KIND) },
    })),
  );
  const failed = failedExamples(rule, examples);
  const lines = examples.map(({ statement, expected }, at) => {
    const wrong = failed.find(({ index }) => index === at);
    const what = `${rule.name}: ${cut(inOneLine(statement))}`;
    if (wrong === undefined) return `ok   ${what}: ${OUTCOME_WORDS[expected]}`;
    const { actual, because } = wrong;
    return `FAIL ${what}: to be ${OUTCOME_WORDS[expected]}, and is ${OUTCOME_WORDS[actual]}: ${because}`;
  });
  const isSound = failed.length === 0;
  return { lines: lines.length > 0 ? lines : [`ok   ${rule.name}: no examples`], isSound };
}

/** As if every rule that is switched on were in force everywhere. */
function judged(guardrails: readonly GuardrailForm[], now: Date) {
  const rules: Guardrail[] = guardrails
    .map((rule, at) => ({ ...rule, id: `${at}`, version: 1, priority: at + 1 }))
    .filter(({ enabled }) => enabled);
  return async (statement: string): Promise<string> => {
    const { outcome, reasons } = await judgeBy(rules, { statement, kind: UNPLACED_KIND }, now);
    const [first] = reasons;
    const why = first === undefined ? "" : `: ${first.rule}: ${describeReason(first)}`;
    return `${OUTCOME_WORDS[outcome]}: ${cut(inOneLine(statement))}${why}`;
  };
}

function textsOf(statements: string): readonly string[] {
  return statements
    .split(/\r?\n[ \t]*\r?\n/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function cut(text: string): string {
  if (text.length <= LINE_CHARACTERS_MAX) return text;
  return `${text.slice(0, LINE_CHARACTERS_MAX - 1)}…`;
}
