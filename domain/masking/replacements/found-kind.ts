import { customKindOf } from "../custom/custom-kind";
import { type AnyKind, MASK_KINDS, type MaskingRules } from "../masking-rule";

/** What was found: start, end and number of the kind of each, from left to right, three numbers each. */
export type Notes = Uint32Array;

/** With the number of a kind: only its placeholder may be shown, whatever the rules say. */
export const BY_PLACEHOLDER = 0x1_0000;

/** By their numbers: the built-in ones as the engine numbers them, behind them the custom ones of the rules. */
export function kindsByNumber({ custom = [] }: Pick<MaskingRules, "custom">): readonly AnyKind[] {
  return [...MASK_KINDS, ...custom.map(({ name }) => customKindOf(name))];
}
