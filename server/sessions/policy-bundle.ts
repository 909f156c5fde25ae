import type { CustomKindDefinition } from "@/domain/masking/custom/custom-kind";
import type { ComparisonBudget, MaskedBy, MaskingCase } from "@/domain/masking/masking-for";
import type { ColumnMaskingRule } from "@/domain/masking/masking-rule";
import { needsKey } from "@/domain/masking/replacements/replacement";
import type { PolicyBundle } from "@/protocol/agent-events";
import { fingerprintOf } from "@/protocol/masking-key";
import { stampOf } from "@/protocol/stamp";
import type { Deps } from "../deps";
import { maskingInForce } from "../masking/masking-in-force";
import { maskingKey } from "../masking/masking-key";

/** What the agent decides with by itself, and the stamp that its frames must then carry. */
export interface StampedPolicy {
  readonly bundle: PolicyBundle;
  readonly stamp: Uint8Array;
  /** The masking rules that had a say in it. */
  readonly maskedBy: readonly MaskedBy[];
  /** Of those that count comparisons. */
  readonly budgets: readonly ComparisonBudget[];
  /** What hashes and fakes are made with; `undefined` where the rules have none. */
  readonly maskingKey?: string;
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
  const { version, detectors, columns, replacements = {}, custom = [] } = rules;
  const key = needsKey(rules) ? { maskingKey: await maskingKey(deps) } : {};
  const masking = {
    ...{ version, detectors: [...detectors], columns: columns.map(toldOf) },
    ...(rules.replacements !== undefined && { replacements }),
    ...(custom.length > 0 && { custom: custom.map(definitionOf) }),
    ...(key.maskingKey !== undefined && { keyFingerprint: fingerprintOf(key.maskingKey) }),
  };
  return { bundle: { masking }, stamp: stampOf(masking), maskedBy, budgets, ...key };
}

function definitionOf(kind: CustomKindDefinition) {
  const { patterns, words, context } = kind;
  return { ...kind, patterns: [...patterns], words: [...words], context: [...context] };
}

function toldOf({
  rules,
  ...column
}: ColumnMaskingRule): PolicyBundle["masking"]["columns"][number] {
  return rules === undefined ? column : { ...column, rules: [...rules] };
}
