import {
  byteAt,
  digitRun,
  endsFresh,
  followsNumber,
  isDigit,
  isWord,
  precedesNumber,
  startsFresh,
} from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const SPACE = 0x20;
const OPEN = 0x28;
const CLOSE = 0x29;
const PLUS = 0x2b;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const ZERO = 0x30;
const COLON = 0x3a;

const LIMITS = {
  internationalDigitsMin: 8,
  internationalDigitsMax: 15,
  northAmericanDigits: 11,
  trunkDigitsMin: 9,
  trunkDigitsMax: 12,
} as const;

/**
 *   phone         = international | american | french | trunk
 *   international = "+" 1-9 and 7 to 14 more digits in groups; "+1" has ten more. Between two groups
 *                   stands one of `space . - /`, a parenthesis, or one of each: `+44 (0)20 7946 0958`
 *   american      = ["1" sep] 3DIGIT sep 3DIGIT sep 4DIGIT, the last two sep alike, sep = `space . -`
 *                 | "(" 3DIGIT ")" [sep] 3DIGIT sep 4DIGIT; both groups of three start with 2 to 9
 *   french        = "0" 1-9, then four times sep 2DIGIT, sep alike
 *   trunk         = first rest (United Kingdom, Germany): first = 3*5DIGIT or the same in parentheses,
 *                   starting with "0" 1-9; rest = sep 5*8DIGIT or twice sep 3*4DIGIT; 9 to 12 digits
 *
 * A bare run of digits is an order number as often as a telephone, so national numbers need their
 * separators. None is a part of a longer number, and a trunk number is not a part of a dashed word.
 */
export const phoneDetector: Detector = {
  kind: "phone",
  matchAt(text, at) {
    if (byteAt(text, at) === PLUS) return internationalEnd(text, at);
    if (!startsNational(text, at)) return NO_MATCH;
    const end = nationalEnd(text, at);
    return end !== NO_MATCH && endsNational(text, at, end) ? end : NO_MATCH;
  },
};

function startsNational(text: Uint8Array, at: number): boolean {
  const first = byteAt(text, at);
  return (first === OPEN || isDigit(first)) && startsFresh(text, at) && !followsNumber(text, at);
}

function endsNational(text: Uint8Array, at: number, end: number): boolean {
  if (!endsFresh(text, end) || precedesNumber(text, end)) return false;
  return byteAt(text, at) !== ZERO || !isDashed(text, at, end);
}

/** A dash and a word byte on either side: groups of a UUID have the shape of a trunk number. */
function isDashed(text: Uint8Array, at: number, end: number): boolean {
  return (
    (byteAt(text, at - 1) === DASH && isWord(byteAt(text, at - 2))) ||
    (byteAt(text, end) === DASH && isWord(byteAt(text, end + 1)))
  );
}

function nationalEnd(text: Uint8Array, at: number): number {
  if (byteAt(text, at) === OPEN) {
    const end = bracketedAmericanEnd(text, at);
    return end === NO_MATCH ? bracketedTrunkEnd(text, at) : end;
  }
  if (byteAt(text, at) === 0x30) return trunkEnd(text, at);
  const prefixed = byteAt(text, at) === 0x31 && isSeparator(byteAt(text, at + 1));
  return americanEnd(text, prefixed ? at + 2 : at);
}

function internationalEnd(text: Uint8Array, at: number): number {
  const first = byteAt(text, at + 1);
  if (first < 0x31 || first > 0x39) return NO_MATCH;
  if (!startsFresh(text, at) || byteAt(text, at - 1) === PLUS) return NO_MATCH;
  let end = NO_MATCH;
  let digits = 0;
  let next = at + 1;
  for (let gap = 0; isDigit(byteAt(text, next + gap)); gap = gapLength(text, next)) {
    next += gap;
    const run = digitRun(text, next);
    digits += run;
    next += run;
    if (digits > LIMITS.internationalDigitsMax) break;
    if (isComplete(digits, first) && endsInternational(text, next)) end = next;
    if (gapLength(text, next) === 0) break;
  }
  return end;
}

function isComplete(digits: number, first: number): boolean {
  if (first === 0x31) return digits === LIMITS.northAmericanDigits;
  return digits >= LIMITS.internationalDigitsMin;
}

/** What follows may be a date or a time, so that the group before it was one too many. */
function endsInternational(text: Uint8Array, end: number): boolean {
  const next = byteAt(text, end);
  const joins = next === DASH || next === DOT || next === SLASH || next === COLON;
  return endsFresh(text, end) && !(joins && isDigit(byteAt(text, end + 1)));
}

function gapLength(text: Uint8Array, at: number): number {
  const first = byteAt(text, at);
  const second = byteAt(text, at + 1);
  if (isWideSeparator(first)) return second === OPEN ? 2 : 1;
  if (first === CLOSE) return isWideSeparator(second) ? 2 : 1;
  return first === OPEN ? 1 : 0;
}

function americanEnd(text: Uint8Array, at: number): number {
  const separator = byteAt(text, at + 3);
  if (!isSeparator(separator) || byteAt(text, at + 7) !== separator) return NO_MATCH;
  const fits = isAmericanGroup(text, at) && isAmericanGroup(text, at + 4);
  return fits && digitRun(text, at + 8) === 4 ? at + 12 : NO_MATCH;
}

function bracketedAmericanEnd(text: Uint8Array, at: number): number {
  if (!isAmericanGroup(text, at + 1) || byteAt(text, at + 4) !== CLOSE) return NO_MATCH;
  const next = isSeparator(byteAt(text, at + 5)) ? at + 6 : at + 5;
  const fits = isAmericanGroup(text, next) && isSeparator(byteAt(text, next + 3));
  return fits && digitRun(text, next + 4) === 4 ? next + 8 : NO_MATCH;
}

function isAmericanGroup(text: Uint8Array, at: number): boolean {
  return digitRun(text, at) === 3 && byteAt(text, at) >= 0x32;
}

function trunkEnd(text: Uint8Array, at: number): number {
  if (!isTrunk(text, at)) return NO_MATCH;
  const first = digitRun(text, at);
  const separator = byteAt(text, at + first);
  if (first === 2) return frenchEnd(text, at, separator);
  if (first < 3 || first > 5 || !isWideSeparator(separator)) return NO_MATCH;
  return restEnd(text, at + first + 1, { first, separator });
}

function frenchEnd(text: Uint8Array, at: number, separator: number): number {
  if (!isSeparator(separator)) return NO_MATCH;
  for (let group = at + 2; group < at + 14; group += 3) {
    if (byteAt(text, group) !== separator || digitRun(text, group + 1) !== 2) return NO_MATCH;
  }
  return at + 14;
}

function bracketedTrunkEnd(text: Uint8Array, at: number): number {
  const first = digitRun(text, at + 1);
  if (first < 3 || first > 5 || !isTrunk(text, at + 1)) return NO_MATCH;
  if (byteAt(text, at + 1 + first) !== CLOSE) return NO_MATCH;
  const next = at + 2 + first;
  const spaced = byteAt(text, next) === SPACE || byteAt(text, next) === DASH;
  return restEnd(text, spaced ? next + 1 : next, { first, separator: SLASH });
}

/** Behind a "/" or parentheses the later separator is a space or dash; otherwise both are alike. */
function restEnd(
  text: Uint8Array,
  at: number,
  before: { readonly first: number; readonly separator: number },
): number {
  const second = digitRun(text, at);
  const end = at + second;
  if (second >= 5 && second <= 8) return isTrunkLength(before.first + second) ? end : NO_MATCH;
  if (!isShortGroup(second) || !continues(byteAt(text, end), before.separator)) return NO_MATCH;
  const third = digitRun(text, end + 1);
  const fits = isShortGroup(third) && isTrunkLength(before.first + second + third);
  return fits ? end + 1 + third : NO_MATCH;
}

function continues(separator: number, before: number): boolean {
  return separator === before || (before === SLASH && (separator === SPACE || separator === DASH));
}

function isShortGroup(digits: number): boolean {
  return digits === 3 || digits === 4;
}

function isTrunk(text: Uint8Array, at: number): boolean {
  return (
    byteAt(text, at) === 0x30 && isDigit(byteAt(text, at + 1)) && byteAt(text, at + 1) !== 0x30
  );
}

function isTrunkLength(digits: number): boolean {
  return digits >= LIMITS.trunkDigitsMin && digits <= LIMITS.trunkDigitsMax;
}

function isSeparator(byte: number): boolean {
  return byte === SPACE || byte === DASH || byte === DOT;
}

function isWideSeparator(byte: number): boolean {
  return isSeparator(byte) || byte === SLASH;
}
