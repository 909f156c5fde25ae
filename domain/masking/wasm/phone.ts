import {
  byteAt, digitRun, endsFresh, followsNumber, isDigit, isWord, precedesNumber, startsFresh,
} from "./bytes";

const SPACE: u32 = 0x20;
const OPEN: u32 = 0x28;
const CLOSE: u32 = 0x29;
const PLUS: u32 = 0x2b;
const DASH: u32 = 0x2d;
const DOT: u32 = 0x2e;
const SLASH: u32 = 0x2f;
const ZERO: u32 = 0x30;
const COLON: u32 = 0x3a;

@inline
export function phoneEnd(at: usize): usize {
  const first = byteAt(at);
  if (first == PLUS) return internationalEnd(at);
  if (first != OPEN && !isDigit(at)) return 0;
  if (!startsFresh(at) || followsNumber(at)) return 0;
  const end = nationalEnd(at, first);
  if (end == 0 || !endsFresh(end) || precedesNumber(end)) return 0;
  return first == ZERO && isDashed(at, end) ? 0 : end;
}

function isDashed(at: usize, end: usize): bool {
  return (byteAt(at - 1) == DASH && isWord(at - 2)) || (byteAt(end) == DASH && isWord(end + 1));
}

function nationalEnd(at: usize, first: u32): usize {
  if (first == OPEN) {
    const end = bracketedAmericanEnd(at);
    return end == 0 ? bracketedTrunkEnd(at) : end;
  }
  if (first == ZERO) return trunkEnd(at);
  return americanEnd(first == 0x31 && isSeparator(byteAt(at + 1)) ? at + 2 : at);
}

function internationalEnd(at: usize): usize {
  const first = byteAt(at + 1);
  if (first - 0x31 > 8 || !startsFresh(at) || byteAt(at - 1) == PLUS) return 0;
  let end: usize = 0;
  let digits: u32 = 0;
  let next = at + 1;
  while (isDigit(next)) {
    const run = digitRun(next);
    digits += run;
    next += run;
    if (digits > 15) break;
    if ((first == 0x31 ? digits == 11 : digits >= 8) && endsInternational(next)) end = next;
    const gap = gapLength(next);
    if (gap == 0) break;
    next += gap;
  }
  return end;
}

function endsInternational(end: usize): bool {
  const next = byteAt(end);
  const joins = next == DASH || next == DOT || next == SLASH || next == COLON;
  return endsFresh(end) && !(joins && isDigit(end + 1));
}

function gapLength(at: usize): usize {
  const first = byteAt(at);
  const second = byteAt(at + 1);
  if (isWideSeparator(first)) return second == OPEN ? 2 : 1;
  if (first == CLOSE) return isWideSeparator(second) ? 2 : 1;
  return first == OPEN ? 1 : 0;
}

function americanEnd(at: usize): usize {
  const separator = byteAt(at + 3);
  if (!isSeparator(separator) || byteAt(at + 7) != separator) return 0;
  const fits = isAmericanGroup(at) && isAmericanGroup(at + 4) && digitRun(at + 8) == 4;
  return fits ? at + 12 : 0;
}

function bracketedAmericanEnd(at: usize): usize {
  if (!isAmericanGroup(at + 1) || byteAt(at + 4) != CLOSE) return 0;
  const next = isSeparator(byteAt(at + 5)) ? at + 6 : at + 5;
  const fits = isAmericanGroup(next) && isSeparator(byteAt(next + 3)) && digitRun(next + 4) == 4;
  return fits ? next + 8 : 0;
}

function isAmericanGroup(at: usize): bool {
  return byteAt(at) >= 0x32 && digitRun(at) == 3;
}

function trunkEnd(at: usize): usize {
  if (!isTrunk(at)) return 0;
  const first = digitRun(at);
  const separator = byteAt(at + first);
  if (first == 2) return frenchEnd(at, separator);
  if (first < 3 || first > 5 || !isWideSeparator(separator)) return 0;
  return restEnd(at + first + 1, first, separator);
}

function frenchEnd(at: usize, separator: u32): usize {
  if (!isSeparator(separator)) return 0;
  for (let group = at + 2; group < at + 14; group += 3) {
    if (byteAt(group) != separator || digitRun(group + 1) != 2) return 0;
  }
  return at + 14;
}

function bracketedTrunkEnd(at: usize): usize {
  const first = digitRun(at + 1);
  if (first < 3 || first > 5 || !isTrunk(at + 1) || byteAt(at + 1 + first) != CLOSE) return 0;
  const next = at + 2 + first;
  const spaced = byteAt(next) == SPACE || byteAt(next) == DASH;
  return restEnd(spaced ? next + 1 : next, first, SLASH);
}

function restEnd(at: usize, first: u32, before: u32): usize {
  const second = digitRun(at);
  const end = at + second;
  if (second >= 5 && second <= 8) return isTrunkLength(first + second) ? end : 0;
  const separator = byteAt(end);
  const continues = separator == before || (before == SLASH && (separator == SPACE || separator == DASH));
  if (second < 3 || second > 4 || !continues) return 0;
  const third = digitRun(end + 1);
  return (third == 3 || third == 4) && isTrunkLength(first + second + third) ? end + 1 + third : 0;
}

function isTrunk(at: usize): bool {
  return byteAt(at) == ZERO && byteAt(at + 1) - 0x31 < 9;
}

function isTrunkLength(digits: u32): bool {
  return digits >= 9 && digits <= 12;
}

function isSeparator(byte: u32): bool {
  return byte == SPACE || byte == DASH || byte == DOT;
}

function isWideSeparator(byte: u32): bool {
  return isSeparator(byte) || byte == SLASH;
}
