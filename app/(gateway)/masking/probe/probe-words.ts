import type { AttackClass, Channel, Form, Material, Outcome } from "@/domain/masking/probe/probe";
import type { Tone } from "@/ui/badge";

/** The worst first, as in the domain's list. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, readonly [Tone, string]>> = {
  leaked: ["bad", "Leaks"],
  guessable: ["warn", "Can be guessed"],
  untold: ["plain", "Cannot tell"],
  "not-tried": ["plain", "Not tried"],
  masked: ["ok", "Masked"],
  refused: ["ok", "Refused"],
  harmless: ["plain", "Shows nothing"],
};

export const OUTCOME_HELP: Readonly<Record<Outcome, string>> = {
  leaked: "A value of the column came out.",
  guessable: "No value came out, but the answer tells something about them.",
  untold: "There is nothing in the column that could be told apart.",
  "not-tried": "A probe only reads, briefly; or the target did not answer.",
  masked: "In clear it shows a value; as it is delivered it shows none.",
  refused: "It is not run at all.",
  harmless: "It shows no value even in clear.",
};

export const CLASS_WORDS: Readonly<Record<AttackClass, string>> = {
  plain: "As it stands",
  alias: "Another name",
  expression: "Expressions",
  string: "Text functions",
  pieces: "Pieces",
  encoding: "Encodings",
  digest: "Digests",
  cast: "Casts",
  error: "Error messages",
  json: "JSON",
  row: "Whole rows",
  aggregate: "Aggregates",
  query: "CTE, UNION, LATERAL",
  window: "Windows",
  order: "DISTINCT, GROUP BY",
  copy: "COPY",
  plan: "EXPLAIN",
  statistics: "Statistics",
  xml: "XML",
  view: "Views",
  notice: "Notices",
  guess: "Comparisons",
};

/** Why nothing can be said of a column; `null` where something can. */
export const MATERIAL_WORDS: Readonly<Record<Material, string | null>> = {
  usable: null,
  unknown: "There is no such column, or whoever the agent signs in as does not see it.",
  unread:
    "It cannot be read: the target or a guardrail does not let anybody, or it takes too long.",
  empty: "The table is empty: there is nothing to look for.",
  "only-null": "The rows that were read hold only NULL: there is nothing to look for.",
  "too-short": "Its values are too short to be told from chance.",
  "too-few": "It has too few different values to be told from chance.",
};

export const FORM_WORDS: Readonly<Record<Form, string>> = {
  plain: "as it is",
  "other-case": "in another case",
  reversed: "backwards",
  hex: "in hex",
  base64: "in Base64",
  url: "as in a URL",
  json: "as in JSON",
  octal: "in octal",
  "utf-16": "in UTF-16",
  digest: "as its digest",
  numbers: "as numbers",
  spread: "with something between its letters",
};

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  cells: "in a cell",
  "column-name": "in a column’s name",
  error: "in an error",
  notice: "in a notice",
  tag: "in a command tag",
};
