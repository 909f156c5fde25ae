import type { ConnectionKind } from "@/domain/connections/connection";
import { isAboutResults } from "@/domain/guardrails/criteria/criterion";
import { describeGuardrail } from "@/domain/guardrails/describe-guardrail";
import { UNPLACED_KIND } from "@/domain/guardrails/examples";
import type { GuardrailFault } from "@/domain/guardrails/faults-of-guardrail";
import type { Verdict } from "@/domain/guardrails/guard-input";
import type { Guardrail } from "@/domain/guardrails/guardrail";
import { judgeResult } from "@/domain/guardrails/output/judge-result";
import { outputRulesOf } from "@/domain/guardrails/output/output-rule";
import type { StatementFacts } from "@/domain/statements/facts";
import type { Deps } from "../deps";
import { factsOfStatement } from "../statements/read-facts";
import { type BothSides, inForceOn, knownConnection, withDraft } from "./both-sides";
import type { GuardrailPreview } from "./form";
import { type JudgedCommand, judgeBy } from "./judge-command";
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
  const [faults, { current, edited, kind }] = await Promise.all([
    faultsOfWritten(guardrail),
    bothSidesOf(deps, preview),
  ]);
  const now = deps.now();
  // What is tried of a rule on results is what may stand in one. An unsound rule is not tried at all.
  const isOnResults = guardrail.criteria.some(isAboutResults);
  const judge = isOnResults && isSound(faults) ? judgeAsResult : judgeBy;
  const statements = await Promise.all(
    preview.statements.map(async (statement) => ({
      ...{ statement, facts: isOnResults ? [] : await factsOfStatement(statement, kind) },
      current: await judge(current, { statement, kind }, now),
      edited: await judge(edited, { statement, kind }, now),
    })),
  );
  return { sentence: describeGuardrail(guardrail), faults, statements };
}

/** Failed examples make no rule unsound. */
function isSound(faults: readonly GuardrailFault[]): boolean {
  return faults.every(({ at }) => at === "examples");
}

async function judgeAsResult(
  rules: readonly Guardrail[],
  { statement }: JudgedCommand,
): Promise<Verdict> {
  return judgeResult(outputRulesOf(rules), statement);
}

/** The guardrails as they are, and as they would be with the one that is written in its place. */
async function bothSidesOf(
  deps: Deps,
  preview: GuardrailPreview,
): Promise<BothSides & { readonly kind: ConnectionKind }> {
  const all = await readGuardrails(deps.db.read);
  const connection = await knownConnection(deps, preview.connection);
  const sides = inForceOn(connection, { current: all, edited: withDraft(all, preview) });
  return { ...sides, kind: connection?.kind ?? UNPLACED_KIND };
}
