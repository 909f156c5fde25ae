import { customKindOf } from "../custom/custom-kind";
import type { AnyKind, MaskingRules, MaskKind } from "../masking-rule";

/** What stands in place of a value. `null` is a NULL where a whole cell is masked, and `redact` elsewhere. */
export const REPLACEMENTS = ["redact", "partial", "hash", "fake", "null"] as const;
export type Replacement = (typeof REPLACEMENTS)[number];

/** By kind; a kind that is not here is redacted. */
export type Replacements = Readonly<Partial<Record<MaskKind, Replacement>>>;

/** Those of custom kinds beside them. */
export type AnyReplacements = Readonly<Partial<Record<AnyKind, Replacement>>>;

type Replaced = Pick<MaskingRules, "replacements" | "custom">;

/** What stands in place of each kind of the rules, custom ones included. */
export function replacementsIn({ replacements = {}, custom = [] }: Replaced): AnyReplacements {
  const own = custom.map(({ name, replacement }) => [customKindOf(name), replacement] as const);
  return { ...replacements, ...Object.fromEntries(own) };
}

/** HMAC-SHA-256 with the key of the installation, which only whoever made this function knows. */
export type KeyedDigest = (text: Uint8Array) => Uint8Array;

/** Kinds of which a part says little, or of which another value of the same form can be made up. */
const KEEPS_A_PART: ReadonlySet<MaskKind> = new Set([
  ...(["email", "ssn", "card", "iban", "phone", "ip", "mac"] as const),
  ...(["nir", "dni", "nino", "codice", "cpf", "cnpj", "aadhaar", "sin"] as const),
  ...(["nhs", "vat", "taxid", "ahv", "bsn", "mbi", "personid"] as const),
]);
const CAN_BE_MADE_UP: ReadonlySet<MaskKind> = new Set([
  ...(["email", "ssn", "card", "iban", "phone", "ip", "mac"] as const),
]);

/** What may be asked for of a kind. */
export function replacementsOf(kind: MaskKind): readonly Replacement[] {
  return REPLACEMENTS.filter((how) => {
    if (how === "partial") return KEEPS_A_PART.has(kind);
    return how !== "fake" || CAN_BE_MADE_UP.has(kind);
  });
}

/** Whether any of them is made with the key of the installation. */
export function needsKey(rules: Replaced): boolean {
  return Object.values(replacementsIn(rules)).some((how) => how === "hash" || how === "fake");
}
