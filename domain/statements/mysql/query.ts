import { type Token, tokensOf } from "./tokens";
import { indexAtTop, wordAt } from "./top-words";

/** What a statement gives back, as far as its words tell. */
export interface ReadQuery {
  /** What it is by its first words: `select`, `delete`, `explain`. */
  readonly first: string;
  /**
   * What it reads are relations by their names alone: no query stands in a FROM, nothing is united, and
   * no part of it names something that the next part reads. Then the server's word on where a column
   * comes from can be relied on.
   */
  readonly isPlain: boolean;
  /** One a column of the result; null where a star, or something that is not understood, is among them. */
  readonly items: readonly (readonly Token[])[] | null;
  readonly tokens: readonly Token[];
}

/** Null: servers read it in different ways, or nobody can. */
export function readQuery(text: string): ReadQuery | null {
  const reading = tokensOf(text, new Set());
  if (reading === null || reading.isDoubtful || reading.marks.length > 0) return null;
  const tokens = withoutEnd(reading.tokens);
  const first = wordAt(tokens, 0);
  return { first, isPlain: isPlain(tokens, first), items: itemsOf(tokens, first), tokens };
}

function withoutEnd(tokens: readonly Token[]): readonly Token[] {
  return wordAt(tokens, tokens.length - 1) === ";" ? tokens.slice(0, -1) : tokens;
}

const PLAIN_FIRST = new Set(["select", "table", "insert", "replace", "delete"]);
/** With these a result is made of more than one query, or of what stands in a value. */
const MIXING = new Set(
  "union intersect except minus with lateral json_table xmltable unnest procedure".split(" "),
);
/** A query in brackets behind these is a value or a set that only decides. */
const BEFORE_VALUE = new Set("in exists any all some = < > <= >= <> != <=>".split(" "));
const QUERIES = new Set(["select", "with", "values", "table", "("]);
/** What is written may be what it read from elsewhere, and is given back from where it is now. */
const SPILLING: Readonly<Record<string, readonly string[]>> = {
  insert: ["select", "duplicate", "table"],
  replace: ["select", "table"],
};

function isPlain(tokens: readonly Token[], first: string): boolean {
  if (!PLAIN_FIRST.has(first)) return false;
  const spilling = SPILLING[first] ?? [];
  return tokens.every((_, at) => {
    const word = wordAt(tokens, at);
    if (MIXING.has(word) || (at > 0 && spilling.includes(word))) return false;
    const opensQuery = word === "(" && QUERIES.has(wordAt(tokens, at + 1));
    return !opensQuery || isValue(tokens, at);
  });
}

/** Brackets around a calculation open like those around a query. */
function isValue(tokens: readonly Token[], at: number): boolean {
  const before = wordAt(tokens, at - 1);
  if (wordAt(tokens, at + 1) !== "(") return BEFORE_VALUE.has(before);
  let inner = at;
  while (wordAt(tokens, inner) === "(") inner += 1;
  return !QUERIES.has(wordAt(tokens, inner)) || BEFORE_VALUE.has(before);
}

const ENDS_LIST = [
  // No word that may be a column's name: a list that goes on too far only masks more.
  ...["from", "where", "group", "having", "order", "limit", "for", "into", "union", "procedure"],
];
const MODIFIERS = new Set(
  `all distinct distinctrow high_priority straight_join sql_small_result sql_big_result
  sql_buffer_result sql_cache sql_no_cache sql_calc_found_rows`.split(/\s+/),
);

function itemsOf(tokens: readonly Token[], first: string): Token[][] | null {
  if (first !== "select") return null;
  let from = 1;
  while (MODIFIERS.has(wordAt(tokens, from))) from += 1;
  const end = indexAtTop(tokens, ENDS_LIST, from);
  const list = tokens.slice(from, end < 0 ? tokens.length : end);
  const items = partedAtCommas(list);
  return items.some(isStar) ? null : items;
}

function partedAtCommas(list: readonly Token[]): Token[][] {
  const items: Token[][] = [];
  for (let at = 0, comma = 0; comma >= 0; at = comma + 1) {
    comma = indexAtTop(list, [","], at);
    items.push(list.slice(at, comma < 0 ? list.length : comma));
  }
  return items;
}

/** `*`, `t.*`, or nothing at all. A star behind a value, or in a call, multiplies or counts. */
function isStar(item: readonly Token[]): boolean {
  if (item.length === 0) return true;
  const last = item.length - 1;
  return wordAt(item, last) === "*" && (last === 0 || wordAt(item, last - 1) === ".");
}
