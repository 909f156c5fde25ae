import { byteAt, digitRun, endsFresh, followsPoint, isDigit, precedesPoint, startsFresh } from "./bytes";

/** By the first four digits: bit n - 13 is set when cards of n digits start so. Written by the host. */
export const cardLengths: usize = memory.data(10000, 64);

export function cardEnd(at: usize): usize {
  if (!startsFresh(at) || followsPoint(at)) return 0;
  const lengths = lengthsAt(at);
  if (lengths == 0) return 0;
  const first = digitRun(at);
  if (first >= 13 && first <= 19) return checked(at, at + first, first, lengths);
  const separator = byteAt(at + 4);
  if (first != 4 || (separator != 0x20 && separator != 0x2d)) return 0;
  const second = digitRun(at + 5);
  if (second == 6 && byteAt(at + 11) == separator) {
    const third = digitRun(at + 12);
    return third == 4 || third == 5 ? checked(at, at + 12 + third, 10 + third, lengths) : 0;
  }
  if (second != 4 || byteAt(at + 9) != separator) return 0;
  if (digitRun(at + 10) != 4 || byteAt(at + 14) != separator) return 0;
  return groupedEnd(at, separator, lengths);
}

function groupedEnd(at: usize, separator: u32, lengths: u32): usize {
  const fourth = digitRun(at + 15);
  if (fourth < 1 || fourth > 4) return 0;
  const end = at + 15 + fourth;
  if (fourth == 4 && byteAt(end) == separator) {
    const fifth = digitRun(end + 1);
    if (fifth >= 1 && fifth <= 3) {
      const longer = checked(at, end + 1 + fifth, 16 + fifth, lengths);
      if (longer != 0) return longer;
    }
  }
  return checked(at, end, 12 + fourth, lengths);
}

/** Four digits stand at the start of every candidate. */
function lengthsAt(at: usize): u32 {
  if (!isDigit(at) || !isDigit(at + 1) || !isDigit(at + 2) || !isDigit(at + 3)) return 0;
  const issuer = byteAt(at) * 1000 + byteAt(at + 1) * 100 + byteAt(at + 2) * 10 + byteAt(at + 3);
  return <u32>load<u8>(cardLengths + (issuer - 0x30 * 1111));
}

function checked(at: usize, end: usize, digits: u32, lengths: u32): usize {
  if (((lengths >> (digits - 13)) & 1) == 0 || !endsFresh(end) || precedesPoint(end)) return 0;
  let sum: u32 = 0;
  let doubled = (digits & 1) == 0;
  for (let next = at; next < end; next++) {
    const digit = byteAt(next) - 0x30;
    if (digit > 9) continue;
    sum += doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit;
    doubled = !doubled;
  }
  return sum % 10 == 0 ? end : 0;
}
