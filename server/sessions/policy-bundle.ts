import type { ComparisonBudget, MaskedBy, MaskingCase } from "@/domain/masking/masking-for";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import type { PolicyBundle } from "@/protocol/agent-events";
import { stampOf } from "@/protocol/stamp";
import type { Deps } from "../deps";
import { maskingInForce } from "../masking/masking-in-force";

/** What the agent decides with by itself, and the stamp that its frames must then carry. */
export interface StampedPolicy {
  readonly bundle: PolicyBundle;
  readonly stamp: Uint8Array;
  /** The masking rules that had a say in it. */
  readonly maskedBy: readonly MaskedBy[];
  /** Of those that count comparisons. */
  readonly budgets: readonly ComparisonBudget[];
}

/**
 * The rules in force for somebody on a connection now. A command that was held is masked by those of
 * its run, not of its asking; one that runs keeps those that it began with.
 */
export async function currentPolicy(
  deps: Deps,
  whose: Pick<MaskingCase, "actor" | "connection">,
): Promise<StampedPolicy> {
  const { rules, maskedBy, budgets } = await maskingInForce(deps, whose);
  const { version, detectors, columns } = rules;
  const masking = { version, detectors: [...detectors], columns: columns.map(toldOf) };
  return { bundle: { masking }, stamp: stampOf(masking), maskedBy, budgets };
}

function toldOf({
  rules,
  ...column
}: ColumnMaskingRule): PolicyBundle["masking"]["columns"][number] {
  return rules === undefined ? column : { ...column, rules: [...rules] };
}
