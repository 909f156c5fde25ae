import type { CriterionKind } from "./criteria/criterion";
import type { ReasonWord } from "./criteria/reason";

export interface DescribedReason {
  readonly criterion: CriterionKind;
  readonly because: ReasonWord;
  readonly object: string | null;
}

interface Words {
  readonly because: (object: string) => string;
  /** What would be let through instead. */
  readonly instead: string;
}

const SPLIT = "Send the statements one by one.";

const WORDS: Readonly<Record<ReasonWord, Words>> = {
  "kind-is-named": {
    because: (kind) => `It is ${kind === "unknown" ? "of unknown effect" : (KINDS[kind] ?? kind)}.`,
    instead: "Use a statement of another kind: a plain SELECT only reads.",
  },
  "relation-is-named": {
    because: (name) => `It touches ${name}.`,
    instead: "Leave that relation out, or use one that the rule does not name.",
  },
  "relation-is-reached": {
    because: (path) => `It touches ${path}.`,
    instead: "Leave that relation out: what stands behind it is what the rule names.",
  },
  "relation-may-be-reached": {
    because: () => "A statement before it may change what its names mean.",
    instead: SPLIT,
  },
  "relation-by-text": {
    because: (name) => `It calls ${name}, which reads relations that it names in a text.`,
    instead: "Read the relation itself, with SELECT.",
  },
  "plan-costs": {
    because: (cost) => `Its plan costs ${cost}.`,
    instead: "Ask for less: filter by what has an index, or join less.",
  },
  "plan-expects": {
    because: (rows) => `Its plan expects ${rows} rows.`,
    instead: "Ask for fewer rows, with a WHERE or a LIMIT.",
  },
  "plan-scans": {
    because: (table) => `It reads all of ${table}.`,
    instead: "Filter by what has an index.",
  },
  "plan-unknown": {
    because: () => "The target gave no plan of it, so it counts as what the rule is about.",
    instead: "Send a statement that can be planned, by itself.",
  },
  "no-where": {
    because: () => "It has no WHERE: it would meet every row.",
    instead: "Add a WHERE that says which rows are meant.",
  },
  "where-is-always-true": {
    because: () => "Its WHERE is, or may be, always true: it would meet every row.",
    instead: "Write a WHERE that depends on the rows.",
  },
  "every-row-goes": {
    because: () => "It empties the whole relation.",
    instead: "Use DELETE with a WHERE that says which rows are meant.",
  },
  "no-limit": {
    because: (name) => `It reads ${name} without LIMIT.`,
    instead: "Add a LIMIT.",
  },
  "too-many-joins": {
    because: (count) => `It joins ${count} times.`,
    instead: "Join fewer relations, or ask in several steps.",
  },
  "one-of-several": {
    because: (count) => `It is one of ${count} statements in one text.`,
    instead: SPLIT,
  },
  "function-is-named": {
    because: (name) => `It calls ${name}.`,
    instead: "Leave the function out.",
  },
  "function-is-unknown": {
    because: (name) => `It calls ${name}, of which nobody knows what it does.`,
    instead: "Leave it out, or write what it does as plain statements.",
  },
  "not-parsed": {
    because: () => "It is not a statement that PostgreSQL’s own parser can read.",
    instead: "Correct the statement: the place of the mistake is where it stops making sense.",
  },
  "at-this-time": {
    because: (zone) => `The rule is in force at this time (${zone}).`,
    instead: "Run it at another time.",
  },
  "result-has-a-word": {
    because: () => "What is returned contains a word of its list.",
    instead: "Leave out the columns that hold it.",
  },
  "result-fits-a-pattern": {
    because: () => "What is returned contains what its pattern describes.",
    instead: "Leave out the columns that hold it.",
  },
  "unknown-effect": {
    because: () => "Nobody can say what it does, so it counts as what the rule is about.",
    instead: "Write what it does as plain statements.",
  },
};

const KINDS: Readonly<Record<string, string>> = {
  read: "a read",
  write: "a write",
  schema: "a change of the schema",
  privilege: "a change of privileges",
  transaction: "transaction control",
  utility: "a utility statement",
};

/** Why, in one sentence. */
export function describeReason({ because, object }: DescribedReason): string {
  return WORDS[because].because(object ?? "it");
}

/** What would be allowed instead. */
export function insteadOf({ because }: DescribedReason): string {
  return WORDS[because].instead;
}

const NEVER_ALONE: readonly ReasonWord[] = ["at-this-time", "kind-is-named"];

/** Of the reasons of one rule those that say most: it is not the time alone that is wrong. */
export function tellingReasons<R extends DescribedReason>(reasons: readonly R[]): readonly R[] {
  const telling = reasons.filter(({ because }) => !NEVER_ALONE.includes(because));
  return telling.length === 0 ? reasons : telling;
}
