import fc from "fast-check";
import { POSTGRES_CORPUS } from "@/domain/statements/corpus/corpus";
import type { CorpusEntry } from "@/domain/statements/corpus/entry";

const NESTING_MAX = 400;
/** What readers of SQL, of Redis and of shells stumble over. */
const CRUMBS = [
  ...["/*", "*/", "--", "\n", "'", '"', "$$", "$a$", "E'", "U&'", "\\", ";", "(", ")", "[", "::"],
  ...[
    "\0",
    "\ud800",
    "\udfff",
    "\u202e",
    "\u00a0",
    "\ufeff",
    "é",
    "𝒳",
    "\\u0027",
    "WITH",
    "*",
    ",",
  ],
  ...["1e999", "$1", "?", "=>", "||", "NULL", "/*!50000", "ROW(", "ARRAY[", "CASE WHEN", 'U&"\\'],
  ...["`", "$(", "${", "<<a", ">", "|", "&", "\\x44", "#", "\r"],
] as const;

type Mutation = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, share: number) => Math.floor(share * text.length);

/** Cut, spliced, with crumbs in it, doubled, nested: what a text of the corpus may become. */
const mutationWith = (texts: readonly string[]): fc.Arbitrary<Mutation> =>
  fc.oneof(
    place.map(
      (share): Mutation =>
        (text) =>
          text.slice(0, at(text, share)),
    ),
    place.map(
      (share): Mutation =>
        (text) =>
          text.slice(at(text, share)),
    ),
    fc.tuple(place, fc.constantFrom(...CRUMBS)).map(
      ([share, crumb]): Mutation =>
        (text) =>
          text.slice(0, at(text, share)) + crumb + text.slice(at(text, share)),
    ),
    fc.tuple(place, fc.constantFrom(...texts)).map(
      ([share, other]): Mutation =>
        (text) =>
          text.slice(0, at(text, share)) + other,
    ),
    fc.tuple(place, fc.string({ unit: "binary", maxLength: 20 })).map(
      ([share, noise]): Mutation =>
        (text) =>
          text.slice(0, at(text, share)) + noise + text.slice(at(text, share)),
    ),
    fc.integer({ min: 1, max: NESTING_MAX }).map(
      (depth): Mutation =>
        (text) =>
          `SELECT ${"(".repeat(depth)}${text}${")".repeat(depth)}`,
    ),
    fc.integer({ min: 1, max: NESTING_MAX }).map(
      (depth): Mutation =>
        (text) =>
          `${text} WHERE ${"NOT (".repeat(depth)}a${")".repeat(depth)}`,
    ),
    fc.integer({ min: 1, max: NESTING_MAX / 4 }).map(
      (depth): Mutation =>
        (text) =>
          `${"SELECT * FROM (".repeat(depth)}${text}${") AS q".repeat(depth)}`,
    ),
    fc.constantFrom<Mutation>(
      (text) => text.replaceAll(" ", "/**/"),
      (text) => text.toUpperCase(),
      (text) => `EXPLAIN ANALYZE ${text}`,
      (text) => `PREPARE p AS ${text}`,
      (text) => `WITH q AS (${text}) SELECT * FROM q`,
      (text) => `${text};${text}`,
      (text) => `COPY (${text}) TO STDOUT`,
      (text) => `CREATE VIEW v AS ${text}`,
    ),
  );

/** One of these texts after a few of them. */
export function mutatedOf(entries: readonly CorpusEntry[]): fc.Arbitrary<string> {
  const texts = entries.map(({ sql }) => sql);
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(mutationWith(texts), { maxLength: 4 }))
    .map(([text, mutations]) => mutations.reduce((changed, mutate) => mutate(changed), text));
}

export const mutatedText = mutatedOf(POSTGRES_CORPUS);
