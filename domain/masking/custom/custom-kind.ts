/** A kind that a masking rule defines, as it travels: its name behind a prefix that no built-in kind will ever have. */
export type CustomKind = `custom:${string}`;

const PREFIX = "custom:";
/** Small letters, digits and hyphens between them, 2 to 24 of them, a letter first. */
export const CUSTOM_NAME = /^[a-z](?:[a-z0-9-]{0,22})[a-z0-9]$/;

/** What may stand in place of a value of a kind that somebody defined; of its form nothing is known. */
export const CUSTOM_REPLACEMENTS = ["redact", "partial", "hash", "null"] as const;
export type CustomReplacement = (typeof CUSTOM_REPLACEMENTS)[number];

/** What a masking rule looks for beside the built-in kinds. */
export interface CustomKindDefinition {
  readonly name: string;
  /** RE2 syntax. Without patterns and words it is only shown of columns. */
  readonly patterns: readonly string[];
  readonly words: readonly string[];
  /** Where there are any, a match counts only with one of them right before it, or in the column's name. */
  readonly context: readonly string[];
  readonly ignoreCase: boolean;
  readonly replacement: CustomReplacement;
}

export const CUSTOM_LIMITS = {
  ...{ kindsOfRuleMax: 10, kindsOfAllMax: 20, nameCharactersMax: 24 },
  ...{ patternsMax: 5, patternCharactersMax: 300, patternStepsMax: 500 },
  ...{ wordsMax: 500, wordCharactersMin: 2, wordCharactersMax: 100, wordsCharactersMax: 4_000 },
  ...{ contextWordsMax: 20, contextCharactersMax: 50 },
  /** From the end of a context word to the match, within a line of a cell or text. */
  contextBytesMax: 64,
  /** Of one pattern in one cell or text; where there are more, all of it is what was found. */
  matchesMax: 1_000,
  /** Of a cell or text in which a pattern matches; in a larger one it takes too long to tell where. */
  toldApartBytesMax: 256 * 1024,
  /** Bytes of one cell or text times the size of a pattern; beyond, it is taken to match all of it. */
  stepsOfTextMax: 20_000_000,
  /** Of one cell or text; in a larger one nothing can be looked for in time. */
  searchedBytesMax: 1024 * 1024,
} as const;

export function isCustomKind(kind: unknown): kind is CustomKind {
  return (
    typeof kind === "string" &&
    kind.startsWith(PREFIX) &&
    CUSTOM_NAME.test(kind.slice(PREFIX.length))
  );
}

export function customKindOf(name: string): CustomKind {
  return `${PREFIX}${name}`;
}

/** How a kind is called: without the prefix. */
export function nameOfKind(kind: string): string {
  return kind.startsWith(PREFIX) ? kind.slice(PREFIX.length) : kind;
}
