import type { ParsedText, WhereFact } from "../facts";
import { type Located, placed } from "../placed";
import { gravest } from "../postgres/where";
import { isBody } from "./kinds";
import { factsOfStatement, unknownFacts } from "./statement";
import { type Token, tokensOf } from "./tokens";
import { wordAt } from "./top-words";

/** Larger texts are of unknown effect, as for PostgreSQL. */
const TEXT_CHARACTERS_MAX = 1024 * 1024;
const STATEMENTS_MAX = 10_000;
/** Comments that are code for some servers make two readings each. */
const MARKS_MAX = 4;

/** MySQL and MariaDB: which of their versions it is, and how it is set, the text alone does not tell. */
export function parseMysql(text: string): ParsedText {
  const unparsed: ParsedText = { kind: "unparsed", position: null };
  if (text.length > TEXT_CHARACTERS_MAX || text.includes("\0")) return unparsed;
  const readings = readingsOf(text);
  if (readings === null) return unparsed;
  const [first, ...others] = readings.found;
  if (first === undefined) return unparsed;
  const plain = JSON.stringify(first.map(({ facts }) => facts));
  const areAlike = others.every((one) => JSON.stringify(one.map(({ facts }) => facts)) === plain);
  const statements =
    areAlike && !readings.isDoubtful ? first : [whole(text, readings.found.flat())];
  return { kind: "parsed", statements: placed(text, statements) };
}

/** As each server would read it that runs some of these comments and not others. */
function readingsOf(text: string): { found: Located[][]; isDoubtful: boolean } | null {
  const none = tokensOf(text, new Set());
  const all = none === null ? null : tokensOf(text, new Set(none.marks));
  if (none === null || all === null || all.marks.length > MARKS_MAX) return null;
  const found: Located[][] = [];
  for (let chosen = 0; chosen < 2 ** none.marks.length; chosen += 1) {
    const marks = none.marks.filter((_, index) => (chosen & (2 ** index)) !== 0);
    const reading = tokensOf(text, new Set(marks));
    const located = reading === null ? null : locate(reading.tokens);
    if (located === null) return null;
    found.push(located);
  }
  return { found, isDoubtful: none.isDoubtful || all.isDoubtful };
}

/** Null: more than is looked at, or for a client and not for a server. */
function locate(tokens: readonly Token[]): Located[] | null {
  const found: Located[] = [];
  for (const part of partsOf(tokens)) {
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) continue;
    if (wordAt(part, 0) === "delimiter" || found.length === STATEMENTS_MAX) return null;
    found.push({ facts: factsOfStatement(part), start: first.start, end: last.end });
  }
  return found;
}

function* partsOf(tokens: readonly Token[]): Generator<readonly Token[]> {
  let from = 0;
  for (let at = 0; at <= tokens.length; at += 1) {
    if (at < tokens.length && wordAt(tokens, at) !== ";") continue;
    if (isBody(tokens.slice(from, at + 1))) {
      const end = wordAt(tokens, tokens.length - 1) === ";" ? tokens.length - 1 : tokens.length;
      yield tokens.slice(from, Math.max(end, from));
      return;
    }
    yield tokens.slice(from, at);
    from = at + 1;
  }
}

/** Nobody knows which of the readings it is: the worst of each. */
function whole(text: string, all: readonly Located[]): Located {
  const facts = all.map((one) => one.facts);
  const where = facts.reduce<WhereFact | null>((worst, one) => gravest(worst, one.where), null);
  const everyRow = facts.some((one) => one.everyRow);
  const outside = facts.some((one) => one.outside);
  return {
    facts: { ...unknownFacts(facts), where, everyRow, outside },
    start: 0,
    end: text.length,
  };
}
