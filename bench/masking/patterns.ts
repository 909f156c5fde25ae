import type { MaskKind } from "@/domain/masking/masking-rule";

const HIGH = "\\x80-\\xff";
const NAME = `[A-Za-z0-9_${HIGH}-]+`;

/** The kinds that a regular expression can look for too: what B1 and B2 search. */
export const PATTERN_KINDS = ["email", "ssn", "card", "iban", "phone", "ip"] as const;

/**
 * The detectors' grammars as regular expressions that both ripgrep and JavaScript read: the same
 * shapes, without the checksums, tables and ranges that no regular expression can hold.
 */
export const PATTERNS: readonly (readonly [MaskKind, string])[] = [
  ["email", `[A-Za-z0-9_.%+'${HIGH}-]+@${NAME}(?:\\.${NAME})*\\.[A-Za-z${HIGH}]${NAME}`],
  ["ssn", "\\b[0-8][0-9]{2}(?:-[0-9]{2}-| [0-9]{2} )[0-9]{4}\\b"],
  [
    "card",
    "\\b(?:[0-9]{13,19}|[0-9]{4}(?:[ -][0-9]{4}){2}[ -][0-9]{1,4}(?:[ -][0-9]{1,3})?|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5})\\b",
  ],
  [
    "iban",
    "\\b[A-Za-z]{2}[0-9]{2}(?:[A-Za-z0-9]{11,30}|(?: [A-Za-z0-9]{4}){2,7}(?: [A-Za-z0-9]{1,4})?)\\b",
  ],
  [
    "phone",
    [
      "\\+[1-9](?:[ ./()-]{0,2}[0-9]){7,14}\\b",
      "\\b(?:1[ .-])?[2-9][0-9]{2}[ .-][2-9][0-9]{2}[ .-][0-9]{4}\\b",
      "\\([2-9][0-9]{2}\\)[ .-]?[2-9][0-9]{2}[ .-][0-9]{4}\\b",
      "\\b0[1-9](?:[ .-][0-9]{2}){4}\\b",
      "\\(?\\b0[1-9][0-9]{1,3}[ ./)-]{1,2}(?:[0-9]{5,8}|[0-9]{3,4}[ .-][0-9]{3,4})\\b",
    ].join("|"),
  ],
  [
    "ip",
    "\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b|\\b(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}\\b|\\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\\b",
  ],
];
