import type { MaskKind } from "../masking-rule";

/** Knows one kind of personal data. Pure, linear in the text over all starting points. */
export interface Detector {
  readonly kind: MaskKind;
  /** Where the value that starts exactly at `at` ends (exclusive), or -1. The longest one when several fit. */
  matchAt(text: Uint8Array, at: number): number;
}

export const NO_MATCH = -1;
