// Numbers of persons that hold their birthday, and of Medicare: ../detectors/personid.ts, ../detectors/mbi.ts.
import { byteAt, endsFresh, isCapital, isDigit, startsFresh } from "./bytes";
import { eitherFits, fits, standsAlone } from "./forms";

const DASH: u32 = 0x2d;
const X: u32 = 0x58;

@inline
function valueAt(at: usize): u32 {
  return byteAt(at) - 0x30;
}

export function chineseEnd(at: usize): usize {
  const last = at + 17;
  const end = last + 1;
  if (fits(at, "#################") == 0 || byteAt(at) == 0x30) return 0;
  if (!standsAlone(at, end) || !isDay(at + 10, 0)) return 0;
  const century = 10 * valueAt(at + 6) + valueAt(at + 7);
  if (century < 18 || century > 20) return 0;
  let sum: u32 = 0;
  for (let next = at; next < last; next++) sum = (2 * (sum + valueAt(next))) % 11;
  const check = (12 - sum) % 11;
  return byteAt(last) == (check == 10 ? X : 0x30 + check) ? end : 0;
}

export function koreanEnd(at: usize): usize {
  const end = fits(at, "######-#######");
  if (end == 0 || !standsAlone(at, end) || !isDay(at + 2, 0)) return 0;
  let weight: u32 = 2;
  let sum: u32 = 0;
  for (let next = at; next < end - 1; next++) {
    if (!isDigit(next)) continue;
    sum += weight * valueAt(next);
    weight = weight == 9 ? 2 : weight + 1;
  }
  return (11 - (sum % 11)) % 10 == valueAt(end - 1) ? end : 0;
}

export function swedishEnd(at: usize): usize {
  const end = eitherFits(at, "######-####", "########-####");
  if (end == 0 || !standsAlone(at, end)) return 0;
  if (!isDay(end - 9, 0) && !isDay(end - 9, 60)) return 0;
  let doubled = true;
  let sum: u32 = 0;
  for (let next = end - 11; next < end; next++) {
    if (!isDigit(next)) continue;
    const digit = valueAt(next);
    sum += doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    doubled = !doubled;
  }
  return sum % 10 == 0 ? end : 0;
}

/** Bits of A E I O U X, and of H M X, from A on. */
const VOWELS: u32 = 0x904111;
const SEXES: u32 = 0x801080;

export function mexicanEnd(at: usize): usize {
  const end = at + 18;
  if (fits(at, "@@@@######@@@@@@") == 0 || !startsFresh(at) || !endsFresh(end)) return 0;
  if (((VOWELS >> (byteAt(at + 1) - 0x41)) & 1) == 0 || ((SEXES >> (byteAt(at + 10) - 0x41)) & 1) == 0) return 0;
  if (!isDay(at + 6, 0) || !isDigit(end - 1) || (!isDigit(end - 2) && !isCapital(end - 2))) return 0;
  let weight: u32 = 18;
  let sum: u32 = 0;
  for (let next = at; next < end - 1; next++) sum += weight-- * mexicanValue(byteAt(next));
  return (10 - (sum % 10)) % 10 == valueAt(end - 1) ? end : 0;
}

/** Behind N comes a letter that no form here has. */
function mexicanValue(byte: u32): u32 {
  if (byte <= 0x39) return byte - 0x30;
  return byte - 0x41 + (byte > 0x4e ? 11 : 10);
}

function isDay(at: usize, more: u32): bool {
  const month: u32 = 10 * valueAt(at) + valueAt(at + 1);
  const day: u32 = 10 * valueAt(at + 2) + valueAt(at + 3);
  return month >= 1 && month <= 12 && day > more && day <= more + 31;
}

export function medicareEnd(at: usize): usize {
  if (byteAt(at) == 0x30 || !isDigit(at) || !isGiven(at + 1) || !isEither(at + 2) || !isDigit(at + 3)) return 0;
  const gap: usize = byteAt(at + 4) == DASH ? 1 : 0;
  const second = at + 4 + gap;
  if (!isGiven(second) || !isEither(second + 1) || !isDigit(second + 2)) return 0;
  if (gap == 1 && byteAt(second + 3) != DASH) return 0;
  const third = second + 3 + gap;
  if (!isGiven(third) || !isGiven(third + 1) || !isDigit(third + 2) || !isDigit(third + 3)) return 0;
  return standsAlone(at, third + 4) ? third + 4 : 0;
}

/** Bits of the letters B I L O S Z, from A on, that are not given out. */
const NEVER: u32 = 0x2044902;

function isGiven(at: usize): bool {
  return isCapital(at) && ((NEVER >> (byteAt(at) - 0x41)) & 1) == 0;
}

function isEither(at: usize): bool {
  return isDigit(at) || isGiven(at);
}
