import { isAboutResults } from "@/domain/guardrails/criteria/criterion";
import { describeGuardrail } from "@/domain/guardrails/describe-guardrail";
import type { GuardrailFault } from "@/domain/guardrails/faults-of-guardrail";
import type { Verdict } from "@/domain/guardrails/guard-input";
import { type Guardrail, guardrailCovers } from "@/domain/guardrails/guardrail";
import { judgeResult } from "@/domain/guardrails/output/judge-result";
import { outputRulesOf } from "@/domain/guardrails/output/output-rule";
import { Refusal } from "@/domain/refusal";
import type { StatementFacts } from "@/domain/statements/facts";
import { findAsItIs } from "../connections/find-for-session";
import type { Deps } from "../deps";
import { factsOfStatement } from "../statements/read-facts";
import type { GuardrailPreview } from "./form";
import { judgeBy } from "./judge-command";
import { readGuardrails } from "./store";
import { faultsOfWritten } from "./write-guardrail";

export interface PreviewedStatement {
  readonly statement: string;
  readonly facts: readonly StatementFacts[];
  readonly current: Verdict;
  readonly edited: Verdict;
}

export interface PreviewAnswer {
  readonly sentence: string;
  readonly faults: readonly GuardrailFault[];
  readonly statements: readonly PreviewedStatement[];
}

/**
 * What a guardrail that is being written would mean: its faults, and for each statement what is said
 * of it now and what would be. Changes nothing.
 */
export async function previewGuardrail(
  deps: Deps,
  preview: GuardrailPreview,
): Promise<PreviewAnswer> {
  const { guardrail } = preview;
  const [faults, { current, edited }] = await Promise.all([
    faultsOfWritten(guardrail),
    bothSides(deps, preview),
  ]);
  const now = deps.now();
  // What is tried of a rule on results is what may stand in one. An unsound rule is not tried at all.
  const isOnResults = guardrail.criteria.some(isAboutResults);
  const judge = isOnResults && isSound(faults) ? judgeAsResult : judgeBy;
  const statements = await Promise.all(
    preview.statements.map(async (statement) => ({
      ...{ statement, facts: isOnResults ? [] : await factsOfStatement(statement) },
      current: await judge(current, statement, now),
      edited: await judge(edited, statement, now),
    })),
  );
  return { sentence: describeGuardrail(guardrail), faults, statements };
}

/** Failed examples make no rule unsound. */
function isSound(faults: readonly GuardrailFault[]): boolean {
  return faults.every(({ at }) => at === "examples");
}

async function judgeAsResult(rules: readonly Guardrail[], text: string): Promise<Verdict> {
  return judgeResult(outputRulesOf(rules), text);
}

interface BothSides {
  readonly current: readonly Guardrail[];
  readonly edited: readonly Guardrail[];
}

/** The guardrails as they are, and as they would be with the one that is written in its place. */
async function bothSides(
  deps: Deps,
  { id, guardrail, connection: name }: GuardrailPreview,
): Promise<BothSides> {
  const all = await readGuardrails(deps.db.read);
  const connection = name === null ? null : await findAsItIs(deps, name);
  if (name !== null && connection === null) {
    throw new Refusal("INPUT.INVALID", `There is no connection ${name}.`, { field: "connection" });
  }
  const before = all.find((one) => one.id === id);
  const draft: Guardrail = {
    ...{ ...guardrail, id: id ?? "draft", version: 1 },
    priority: before?.priority ?? all.length + 1,
  };
  const others = all.filter((one) => one.id !== id);
  const isIn = (rule: Guardrail) =>
    connection === null ? rule.enabled : guardrailCovers(rule, connection);
  return { current: all.filter(isIn), edited: [...others, draft].filter(isIn) };
}
