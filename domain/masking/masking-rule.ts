/** The kinds of personal data the first detectors know. The order is the order of their numbers on the wire. */
export const MASK_KINDS = ["email", "ssn", "card", "iban", "phone", "ip"] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** What the agent masks with. Canonical JSON of this is what the stamp of a frame is made from. */
export interface MaskingRules {
  readonly version: number;
  /** Content detectors that are on. */
  readonly detectors: readonly MaskKind[];
  /** A column whose name matches (case-insensitive globs over the whole name) is masked whole. */
  readonly columns: readonly ColumnMaskingRule[];
}

export interface ColumnMaskingRule {
  readonly glob: string;
  readonly kind: MaskKind;
}

/** On for every connection until somebody writes rules of their own. */
export const DEFAULT_MASKING_RULES: MaskingRules = {
  version: 1,
  detectors: MASK_KINDS,
  columns: [
    { glob: "*email*", kind: "email" },
    { glob: "ssn", kind: "ssn" },
    { glob: "*_ssn", kind: "ssn" },
    { glob: "*social_security*", kind: "ssn" },
    { glob: "*card_number*", kind: "card" },
    { glob: "*iban*", kind: "iban" },
    { glob: "*phone*", kind: "phone" },
    { glob: "ip", kind: "ip" },
    { glob: "*ip_address*", kind: "ip" },
  ],
};

/** What stands in a cell or text in place of a value: `[EMAIL]`, `[SSN]`, … */
export function placeholderOf(kind: MaskKind): string {
  return `[${kind.toUpperCase()}]`;
}
