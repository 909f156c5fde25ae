/** Every bound of a probe, so that a production target hardly notices it. */
export const PROBE_LIMITS = {
  columnsMax: 20,
  attacksOfColumnMax: 60,
  viewsOfColumnMax: 3,
  /** That an attack reads of a table: also how many values are looked for in what it shows. */
  rowsOfTableMax: 20,
  /** That are looked at of what an attack shows. */
  rowsOfAttackMax: 500,
  bytesOfAttackMax: 1024 * 1024,
  attackSecondsMax: 2,
  /** To read in the target's catalogue what there is to attack. */
  catalogueSecondsMax: 20,
  secondsMax: 120,
  /** Of a value as long as a document this much is looked for. */
  valueCharactersMax: 64,
} as const;

/** What an attack makes of a column: the word of the report. */
export const ATTACK_CLASSES = [
  ...(["plain", "alias", "expression", "string", "pieces", "encoding", "digest", "cast"] as const),
  ...(["error", "json", "row", "aggregate", "query", "window", "order", "copy"] as const),
  ...(["plan", "statistics", "xml", "view", "notice", "guess"] as const),
] as const;
export type AttackClass = (typeof ATTACK_CLASSES)[number];

/** One statement that tries to show a value of a column; `guess`: to let one be guessed. */
export interface Attack {
  readonly class: AttackClass;
  /** Names the column and holds no value of it. */
  readonly statement: string;
}

/** A column of a target, with what attacks on it need to know. */
export interface ProbedColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** The column of the table's primary key, where it has one of one column: attacks read in its order. */
  readonly key: string | null;
  /** Views that read it. */
  readonly views: readonly { readonly schema: string; readonly name: string }[];
}

/** Whether a column has anything to look for: only then does silence mean that it is masked. */
export const MATERIALS = [
  "usable",
  /** There is no such column, or who the agent signs in as does not see it. */
  "unknown",
  /** The target, or a guardrail, lets nobody read it. */
  "unread",
  "empty",
  "only-null",
  "too-short",
  "too-few",
] as const;
export type Material = (typeof MATERIALS)[number];

/** What became of an attack, the worst first. */
export const OUTCOMES = [
  "leaked",
  /** Nothing of a value was shown, and its answer tells something about it all the same. */
  "guessable",
  /** The column has nothing that could be told apart. */
  "untold",
  "not-tried",
  "masked",
  "refused",
  /** It shows nothing even where nothing is masked. */
  "harmless",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** In which form a value was found. */
export const FORMS = [
  ...(["plain", "other-case", "reversed", "hex", "base64", "url", "json", "octal"] as const),
  ...(["utf-16", "digest", "numbers", "spread"] as const),
] as const;
export type Form = (typeof FORMS)[number];

/** Where it was found. */
export const CHANNELS = ["cells", "column-name", "error", "notice", "tag"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Found {
  readonly form: Form;
  readonly channel: Channel;
}

/** What is reported of one attack: never a value, not even a masked one. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Of the refusal, or what is asked of a comparison; `null` where there is none. */
  readonly code: string | null;
  readonly found: Found | null;
}

/** As whom the columns are attacked: somebody whom no rule exempts, or who asks for it. */
export const PROBE_AUDIENCES = ["anyone", "me"] as const;
export type ProbeAudience = (typeof PROBE_AUDIENCES)[number];

/** What the agent answers with: two results, the first of columns and the second of attacks. */
export const PLAN_COLUMNS = [
  ...(["schema", "table", "column", "type", "attacks", "material", "values"] as const),
] as const;
export const VERDICT_COLUMNS = [
  ...(["column", "class", "statement", "outcome", "code", "form", "channel"] as const),
] as const;
