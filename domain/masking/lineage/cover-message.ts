export interface Said {
  readonly message: string;
  /** Where in the statement the target points to, in characters from 1: it does not invent that. */
  readonly position: number | null;
}

export interface Typed {
  readonly statement: string;
  /**
   * Whether every name that the target speaks of stands in the statement: not where a text is run that
   * nobody sees, which may be made of values.
   */
  readonly namesAreTyped: boolean;
}

/**
 * What a target says of a statement that touches something protected. Its words may quote a value, in
 * quotes or without, so only sentences that it is known to say are shown. Of their open places
 * those are shown to which the target points in the statement, and names that stand in it. A value is
 * not shown for standing in it: who types every value that could be would read the one that is.
 */
export function coverMessage(
  said: Said,
  typed: Typed,
  sentences: readonly Sentence[] = POSTGRES_SENTENCES,
): string | null {
  for (const { pattern, slots } of sentences) {
    const found = pattern.exec(said.message);
    if (found !== null) return withSlots(said, { found, slots }, typed);
  }
  return null;
}

/** States of the sentences above all others; a state can be made of a value too. */
export function isPlainState(state: string): boolean {
  return PLAIN_STATES.has(state);
}

const PLAIN_STATES = new Set(
  `00000 01000 22001 22003 22007 22008 22012 22023 22P02 22P04 23502 23503 23505 23514 25001 25006 25P01 25P02
  28000 40001 40P01 42501 42601 42701 42702 42703 42704 42712 42725 42803 42804 42809 42846 42883 42P01 42P02
  42P07 42P10 53100 53200 54000 55P03 57014 57P01 0A000 21000 3F000`.split(/\s+/),
);

type Slot = "name" | "type" | "value";

/** Something that a target is known to say, with open places. */
export interface Sentence {
  readonly pattern: RegExp;
  readonly slots: readonly Slot[];
}

/** `"` is a quoted name, `*` an open place for names, `%` the name of a type, `~` a quoted value. */
export type Places = Readonly<Record<string, { readonly slot: Slot; readonly pattern: string }>>;

const POSTGRES_PLACES: Places = {
  '"': { slot: "name", pattern: '"([^"]*)"' },
  "*": { slot: "name", pattern: "(.+)" },
  // Before a value: it takes nothing of one that has quotes in it.
  "%": { slot: "type", pattern: '([^":]+)' },
  "~": { slot: "value", pattern: '"(.*)"' },
};

const POSTGRES_SENTENCES = sentencesOf(
  `
syntax error at or near "
syntax error at end of input
unterminated quoted string at or near "
unterminated quoted identifier at or near "
trailing junk after numeric literal at or near "
relation " does not exist
relation " already exists
relation " already exists, skipping
table " does not exist
table " does not exist, skipping
column " does not exist
column * does not exist
column " of relation " does not exist
column reference " is ambiguous
column " must appear in the GROUP BY clause or be used in an aggregate function
column " specified more than once
table name " specified more than once
missing FROM-clause entry for table "
invalid reference to FROM-clause entry for table "
schema " does not exist
type " does not exist
role " does not exist
cursor " does not exist
prepared statement " does not exist
function * does not exist
operator does not exist: *
permission denied for table *
permission denied for view *
permission denied for schema *
permission denied for function *
permission denied for sequence *
permission denied for database *
must be owner of table *
aggregate functions are not allowed in WHERE
subquery must return only one column
subquery has too many columns
more than one row returned by a subquery used as an expression
each UNION query must have the same number of columns
argument of WHERE must be type boolean, not type %
invalid input syntax for type %: ~
invalid input value for enum %: ~
malformed array literal: ~
date/time field value out of range: ~
duplicate key value violates unique constraint "
null value in column " of relation " violates not-null constraint
new row for relation " violates check constraint "
insert or update on table " violates foreign key constraint "
update or delete on table " violates foreign key constraint " on table "
value too long for type %
numeric field overflow
integer out of range
bigint out of range
smallint out of range
division by zero
canceling statement due to user request
canceling statement due to statement timeout
canceling statement due to lock timeout
deadlock detected
could not serialize access due to concurrent update
current transaction is aborted, commands ignored until end of transaction block
cannot execute * in a read-only transaction
LIMIT must not be negative
OFFSET must not be negative
there is already a transaction in progress
there is no transaction in progress
No operator matches the given name and argument types. You might need to add explicit type casts.
No function matches the given name and argument types. You might need to add explicit type casts.
`,
  POSTGRES_PLACES,
);

/** One a line, with the signs of open places in it. */
export function sentencesOf(lines: string, places: Places): readonly Sentence[] {
  const signs = Object.keys(places);
  return lines
    .trim()
    .split("\n")
    .map((sentence) => {
      const parts = partsOf(sentence, signs);
      const patterns = parts.map(
        (part) => places[part]?.pattern ?? part.replaceAll(/[.\\+?^$()[\]{}|*]/g, "\\$&"),
      );
      return {
        pattern: new RegExp(`^${patterns.join("")}$`, "ds"),
        slots: parts.flatMap((part) => places[part]?.slot ?? []),
      };
    });
}

function partsOf(sentence: string, signs: readonly string[]): string[] {
  const parts = [""];
  for (const letter of sentence) {
    if (signs.includes(letter)) parts.push(letter, "");
    else parts.push(`${parts.pop() ?? ""}${letter}`);
  }
  return parts;
}

/** Names of types are PostgreSQL's own words. */
const TYPE_WORDS = new Set(
  `integer bigint smallint text character varying boolean date time timestamp with without zone uuid
  json jsonb numeric double precision real bytea inet cidr unknown record name oid interval xml select
  insert update delete merge copy from create table`.split(/\s+/),
);

interface Found {
  readonly found: RegExpExecArray;
  readonly slots: readonly Slot[];
}

function withSlots({ message, position }: Said, { found, slots }: Found, typed: Typed): string {
  let shown = "";
  let at = 0;
  for (const [index, place] of (found.indices?.slice(1) ?? []).entries()) {
    const [start, end] = place ?? [at, at];
    const words = message.slice(start, end);
    const isShown =
      isTold(words, slots[index], typed) ||
      (position !== null && standsAt(words, typed.statement, position));
    shown += message.slice(at, start) + (isShown ? words : "…");
    at = end;
  }
  return shown + message.slice(at);
}

function isTold(words: string, slot: Slot | undefined, typed: Typed): boolean {
  // A text that nobody sees can spell a value in names of types as well.
  if (slot === "value" || !typed.namesAreTyped) return false;
  return isOfTypes(words) || (slot === "name" && isIn(words, typed));
}

/** At this place of the statement, as it is or in quotes. */
function standsAt(words: string, statement: string, position: number): boolean {
  if (words === "") return false;
  const there = [...statement].slice(position - 1, position + words.length).join("");
  return there.replace(/^["']/, "").toLowerCase().startsWith(words.toLowerCase());
}

const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

function isOfTypes(words: string): boolean {
  const all = wordsIn(words);
  return all.length > 0 && all.every((word) => TYPE_WORDS.has(word));
}

/** Each word of it stands in the statement, or is the name of a type. */
function isIn(words: string, { statement }: Typed): boolean {
  const lower = words.toLowerCase().trim();
  if (lower !== "" && statement.toLowerCase().includes(lower)) return true;
  const typed = new Set<string>(wordsIn(statement));
  const all = wordsIn(words);
  return all.length > 0 && all.every((word) => TYPE_WORDS.has(word) || typed.has(word));
}
