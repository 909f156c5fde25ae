import { type CustomKind, type CustomKindDefinition, nameOfKind } from "./custom/custom-kind";
import type { Replacements } from "./replacements/replacement";

/** The kinds of personal data and of secrets that the detectors know; of equals the first wins. */
export const MASK_KINDS = [
  ...(["email", "ssn", "personid", "card", "iban", "nhs", "phone", "ip"] as const),
  ...(["jwt", "pem", "apikey", "mac"] as const),
  ...(["nir", "dni", "nino", "codice", "cpf", "cnpj", "aadhaar", "sin"] as const),
  ...(["login", "vat", "taxid", "ahv", "bsn", "bic", "birthdate", "passport", "licence"] as const),
  ...(["wallet", "mbi"] as const),
] as const;
export type MaskKind = (typeof MASK_KINDS)[number];

/** A built-in kind, or one that a masking rule defines. */
export type AnyKind = MaskKind | CustomKind;

/** What the agent masks with. Canonical JSON of this is what the stamp of a frame is made from. */
export interface MaskingRules {
  readonly version: number;
  /** Content detectors that are on. */
  readonly detectors: readonly MaskKind[];
  /** The first rule that names a column protects it: every cell it could flow into is masked whole. */
  readonly columns: readonly ColumnMaskingRule[];
  /** Kinds that are not redacted, and what stands in their place. Only where there are any. */
  readonly replacements?: Replacements | undefined;
  /** Names the key that some of them are made with. Only where there are such. */
  readonly keyFingerprint?: string | undefined;
  /** Looked for beside the detectors, in every column. Only where there are any. */
  readonly custom?: readonly CustomKindDefinition[] | undefined;
}

/** Case-insensitive globs over whole names. The names are those of the target's catalogue. */
export interface ColumnMaskingRule {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly kind: AnyKind;
  /**
   * What is asked of a statement in which it decides something without being shown: that it is not
   * sent, that somebody approves it, or that it is counted. Neither this nor the next is in the stamp.
   */
  readonly comparisons?: ComparisonDemand | undefined;
  /** Names of the rules that ask that. */
  readonly rules?: readonly string[] | undefined;
}

/** From the mildest to the strictest, which wins. */
export const COMPARISON_DEMANDS = ["count", "approve", "refuse"] as const;
export type ComparisonDemand = (typeof COMPARISON_DEMANDS)[number];

/** `null`: none of them asks anything. */
export function strictest(
  asked: readonly (ComparisonDemand | "allow" | undefined)[],
): ComparisonDemand | null {
  return COMPARISON_DEMANDS.findLast((demand) => asked.includes(demand)) ?? null;
}

/** On for every connection until somebody writes rules of their own. */
export const DEFAULT_MASKING_RULES: MaskingRules = {
  version: 5,
  detectors: MASK_KINDS,
  columns: [
    anywhere("*email*", "email"),
    anywhere("ssn", "ssn"),
    anywhere("*_ssn", "ssn"),
    anywhere("*social_security*", "ssn"),
    anywhere("*card_number*", "card"),
    anywhere("*iban*", "iban"),
    anywhere("*phone*", "phone"),
    anywhere("ip", "ip"),
    anywhere("*ip_address*", "ip"),
    anywhere("*birth_date*", "birthdate"),
    anywhere("*birthdate*", "birthdate"),
    anywhere("*date_of_birth*", "birthdate"),
    anywhere("dob", "birthdate"),
    anywhere("*_dob", "birthdate"),
    anywhere("passport", "passport"),
    anywhere("*passport_n*", "passport"),
    anywhere("*driver_licen*", "licence"),
    anywhere("*driving_licen*", "licence"),
    anywhere("bsn", "bsn"),
    anywhere("*_bsn", "bsn"),
    anywhere("bic", "bic"),
    anywhere("*_bic", "bic"),
    anywhere("swift_code", "bic"),
  ],
};

/** In any table of any schema. */
function anywhere(column: string, kind: MaskKind): ColumnMaskingRule {
  return { schema: "*", table: "*", column, kind };
}

/** What stands in a cell or text in place of a value: `[EMAIL]`, `[SSN]`, … */
export function placeholderOf(kind: AnyKind): string {
  return `[${nameOfKind(kind).toUpperCase()}]`;
}
