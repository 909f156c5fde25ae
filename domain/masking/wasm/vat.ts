// VAT numbers of eight countries: ../detectors/vat.ts.
import { byteAt, endsFresh, isCapital, isDigit, precedesNumber } from "./bytes";
import { checkOf, dniLetter, passesElevenTest } from "./national";

const SPACE: u32 = 0x20;
const DOT: u32 = 0x2e;
/** Two letters as the engine loads them. */
const AT: u32 = 0x5441;
const BE: u32 = 0x4542;
const DE: u32 = 0x4544;
const ES: u32 = 0x5345;
const FR: u32 = 0x5246;
const IT: u32 = 0x5449;
const NL: u32 = 0x4c4e;
const PL: u32 = 0x4c50;

/** Bits of I K L M O T, from A on: no Spanish company's number starts with these. */
const NO_COMPANY: u32 = 0x85d00;

/** The characters behind the letters, without what joins them. */
const body: usize = memory.data(16, 16);

export function vatEnd(at: usize): usize {
  const country = <u32>load<u16>(at);
  const length = lengthOf(country);
  if (length == 0) return 0;
  const end = readBody(at + 2, length);
  if (end == 0 || !endsFresh(end) || precedesNumber(end)) return 0;
  return isRight(country) ? end : 0;
}

function lengthOf(country: u32): usize {
  if (country == DE || country == AT || country == ES) return 9;
  if (country == FR || country == IT) return 11;
  if (country == BE || country == PL) return 10;
  return country == NL ? 12 : 0;
}

/** Where so many characters end, 0 when there are fewer. */
function readBody(from: usize, length: usize): usize {
  let next = from;
  for (let index: usize = 0; index < length; index++) {
    const byte = byteAt(next);
    if (byte == SPACE || (byte == DOT && index > 0)) next++;
    if (!isDigit(next) && !isCapital(next)) return 0;
    store<u8>(body + index, byteAt(next));
    next++;
  }
  store<u8>(body + length, 0);
  return next;
}

function isRight(country: u32): bool {
  switch (country) {
    case AT:
      return byteAt(body) == 0x55 && areDigits(1, 9) && isAustrian();
    case BE:
      return byteAt(body) <= 0x31 && areDigits(0, 10) && 97 - (numberAt(0, 8) % 97) == numberAt(8, 10);
    case DE:
      return byteAt(body) != 0x30 && areDigits(0, 9) && checkOf(body, 8) == byteAt(body + 8) - 0x30;
    case ES:
      return isSpanish();
    case FR:
      return areDigits(0, 11) && (12 + 3 * (numberAt(2, 11) % 97)) % 97 == numberAt(0, 2);
    case IT:
      return areDigits(0, 11) && crossSum(0, 11, 1) % 10 == 0;
    case NL:
      return byteAt(body + 9) == 0x42 && areDigits(0, 9) && areDigits(10, 12) && isDutch();
    default:
      return areDigits(0, 10) && isPolish();
  }
}

function areDigits(from: usize, to: usize): bool {
  for (let index = from; index < to; index++) if (!isDigit(body + index)) return false;
  return true;
}

function numberAt(from: usize, to: usize): u32 {
  let number: u32 = 0;
  for (let index = from; index < to; index++) number = number * 10 + byteAt(body + index) - 0x30;
  return number;
}

/** Every second digit is doubled, from the place `doubled` on; of two digits both count. */
function crossSum(from: usize, to: usize, doubled: usize): u32 {
  let sum: u32 = 0;
  for (let index = from; index < to; index++) {
    const digit = byteAt(body + index) - 0x30;
    sum += ((index - from) & 1) == doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
  }
  return sum;
}

function isAustrian(): bool {
  return byteAt(body + 8) - 0x30 == (10 - ((crossSum(1, 8, 1) + 4) % 10)) % 10;
}

function isSpanish(): bool {
  const first = byteAt(body);
  const last = byteAt(body + 8);
  if (!areDigits(1, 8)) return false;
  if (isDigit(body)) return last == dniLetter(numberAt(0, 8));
  if (first >= 0x58) return last == dniLetter((first - 0x58) * 10_000_000 + numberAt(1, 8));
  if (((NO_COMPANY >> (first - 0x41)) & 1) != 0) return false;
  const control = (10 - (crossSum(1, 8, 0) % 10)) % 10;
  return last == 0x30 + control || last == (control == 0 ? 0x4a : 0x40 + control);
}

function isDutch(): bool {
  if (passesElevenTest(body, body + 9)) return true;
  const number = (<u64>2321 * 1_000_000_000 + <u64>numberAt(0, 9)) * 10_000 + 1100 + numberAt(10, 12);
  return number % 97 == 1;
}

function isPolish(): bool {
  let sum: u32 = 0;
  for (let index: u32 = 0; index < 9; index++) {
    sum += (byteAt(body + index) - 0x30) * (index > 2 ? index - 1 : index == 0 ? 6 : 3 + 2 * index);
  }
  return sum % 11 == byteAt(body + 9) - 0x30;
}
