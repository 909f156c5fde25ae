import { byteAt, isDigit, isWord, startsFresh } from "../byte-class";
import { CONTEXT, contextBefore } from "./context";
import { type Detector, NO_MATCH } from "./detector";

const T = 0x54;
const YEAR_FIRST = /^(?<date>(?<year>\d{4})([./-])(?<one>\d{1,2})\3(?<other>\d{1,2}))(?!\d)/;
const DAY_FIRST = /^(?<date>(?<one>\d{1,2})([./-])(?<other>\d{1,2})\3(?<year>\d{4}|\d{2}))(?!\d)/;
const DATE_BYTES_MAX = 10;
const YEARS = { least: 1880, most: 2039 } as const;

/**
 *   birthdate = birth-context (1*2DIGIT sep 1*2DIGIT sep (4DIGIT / 2DIGIT) / 4DIGIT sep 1*2DIGIT sep 1*2DIGIT)
 *   sep       = "." / "/" / "-", twice the same
 *
 * A date is one of birth only where words say so. The year is from 1880 to 2039 where it has four
 * digits; day and month may stand in any order that a calendar has. Of `1980-03-12T00:00:00Z` the
 * date is found. Months in words are not known.
 */
export const birthdateDetector: Detector = {
  kind: "birthdate",
  matchAt(text, at) {
    if (!isDigit(byteAt(text, at)) || !startsFresh(text, at)) return NO_MATCH;
    const end = dateEnd(text, at);
    if (end === NO_MATCH) return NO_MATCH;
    return contextBefore(text, at) === CONTEXT.birthdate ? end : NO_MATCH;
  },
};

function dateEnd(text: Uint8Array, at: number): number {
  const here = String.fromCharCode(...text.subarray(at, at + DATE_BYTES_MAX + 1));
  const { groups } = YEAR_FIRST.exec(here) ?? DAY_FIRST.exec(here) ?? {};
  if (groups === undefined) return NO_MATCH;
  const { date = "", year = "", one, other } = groups;
  if (year.length === 4 && !isYear(Number(year))) return NO_MATCH;
  if (!isDay(Number(one), Number(other))) return NO_MATCH;
  return endsDate(text, at + date.length) ? at + date.length : NO_MATCH;
}

function isYear(number: number): boolean {
  return number >= YEARS.least && number <= YEARS.most;
}

function isDay(one: number, other: number): boolean {
  const [smaller, larger] = one < other ? [one, other] : [other, one];
  return smaller >= 1 && smaller <= 12 && larger <= 31;
}

/** Not where one more number is joined to it. */
function endsDate(text: Uint8Array, end: number): boolean {
  const next = byteAt(text, end);
  if (next === T) return isDigit(byteAt(text, end + 1));
  return !isWord(next) && !(isSeparator(next) && isDigit(byteAt(text, end + 1)));
}

function isSeparator(byte: number): boolean {
  return byte >= 0x2d && byte <= 0x2f;
}
