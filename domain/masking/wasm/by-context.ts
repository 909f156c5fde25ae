// Values that only the words before them tell from others: dates of birth, bank codes, numbers of documents.
import { byteAt, digitRun, endsFresh, isCapital, isDigit, isWord, precedesNumber } from "./bytes";
import {
  contextBefore, OF_BIC, OF_BIRTHDATE, OF_BSN, OF_LICENCE, OF_NHS, OF_PASSPORT,
} from "./context";
import { BIC, BIRTHDATE, BSN, isOn, LICENCE, NHS, PASSPORT } from "./kinds";
import { isHealthNumber, passesElevenTest } from "./national";
import { offer } from "./sink";

const DASH: u32 = 0x2d;
const DOT: u32 = 0x2e;
const T: u32 = 0x54;
const YEAR_LEAST: u32 = 1880;
const YEAR_MOST: u32 = 2039;
const DOCUMENT_DIGITS_MIN: u32 = 4;
const DIGIT_WITHIN: usize = 6;

export function proposeByContext(at: usize): void {
  switch (contextBefore(at)) {
    case OF_BIRTHDATE:
      return propose(at, birthdateEnd(at), BIRTHDATE);
    case OF_BIC:
      return propose(at, bicEnd(at), BIC);
    case OF_BSN:
      return propose(at, bsnEnd(at), BSN);
    case OF_NHS:
      return propose(at, bareHealthEnd(at), NHS);
    case OF_PASSPORT:
      return propose(at, documentEnd(at, 7, 10, false), PASSPORT);
    case OF_LICENCE:
      return propose(at, documentEnd(at, 7, 20, true), LICENCE);
  }
}

function propose(start: usize, end: usize, kind: u32): void {
  if (end != 0 && isOn(kind)) offer(start, end, kind);
}

function birthdateEnd(at: usize): usize {
  const one = digitRun(at);
  if (one == 0 || (one > 2 && one != 4)) return 0;
  const separator = byteAt(at + one);
  if (separator < 0x2d || separator > 0x2f) return 0;
  const second = at + one + 1;
  const two = digitRun(second);
  const third = second + two + 1;
  if (two < 1 || two > 2 || byteAt(third - 1) != separator) return 0;
  const three = digitRun(third);
  const end = third + three;
  if (one == 4) {
    if (three < 1 || three > 2 || !isYear(at) || !isDay(numberAt(second, two), numberAt(third, three))) return 0;
  } else {
    if (three != 2 && (three != 4 || !isYear(third))) return 0;
    if (!isDay(numberAt(at, one), numberAt(second, two))) return 0;
  }
  if (byteAt(end) == T) return isDigit(end + 1) ? end : 0;
  const next = byteAt(end);
  return isWord(end) || (next >= 0x2d && next <= 0x2f && isDigit(end + 1)) ? 0 : end;
}

function numberAt(at: usize, digits: u32): u32 {
  let number: u32 = 0;
  for (let next = at; next < at + digits; next++) number = number * 10 + byteAt(next) - 0x30;
  return number;
}

function isYear(at: usize): bool {
  const year = numberAt(at, 4);
  return year >= YEAR_LEAST && year <= YEAR_MOST;
}

function isDay(one: u32, other: u32): bool {
  const smaller = min(one, other);
  return smaller >= 1 && smaller <= 12 && max(one, other) <= 31;
}

@inline
function isPlain(at: usize): bool {
  return isCapital(at) || isDigit(at);
}

function bicEnd(at: usize): usize {
  for (let next = at; next < at + 6; next++) if (!isCapital(next)) return 0;
  let end = at + 6;
  while (isPlain(end)) end++;
  return (end - at == 8 || end - at == 11) && endsFresh(end) ? end : 0;
}

function bsnEnd(at: usize): usize {
  const run = digitRun(at);
  const isGrouped =
    run == 4 && byteAt(at + 4) == DOT && digitRun(at + 5) == 2 && byteAt(at + 7) == DOT && digitRun(at + 8) == 3;
  if (!isGrouped && run != 9) return 0;
  const end = at + (isGrouped ? 11 : 9);
  return endsFresh(end) && !precedesNumber(end) && passesElevenTest(at, end) ? end : 0;
}

function bareHealthEnd(at: usize): usize {
  const end = at + 10;
  if (digitRun(at) != 10 || !endsFresh(end) || precedesNumber(end)) return 0;
  return isHealthNumber(at, end) ? end : 0;
}

function documentEnd(at: usize, least: usize, most: usize, withDashes: bool): usize {
  let end = at;
  let digits: u32 = 0;
  let digitAt: usize = usize.MAX_VALUE;
  // No further than a match may reach: a long run that begins again and again would be walked as often.
  while (end - at <= most) {
    if (isDigit(end)) {
      digits++;
      if (digitAt == usize.MAX_VALUE) digitAt = end - at;
    } else if (!isCapital(end) && !(withDashes && end > at && byteAt(end) == DASH && isPlain(end + 1))) break;
    end++;
  }
  if (end - at < least || end - at > most || digits < DOCUMENT_DIGITS_MIN || digitAt >= DIGIT_WITHIN) return 0;
  return endsFresh(end) && !precedesNumber(end) ? end : 0;
}
