import { byteAt, digitRun, endsFresh, followsPoint, isDigit, precedesPoint, startsFresh } from "./bytes";

/** By the first four digits: bit n - 13 is set when cards of n digits start so. Written by the host. */
export const cardLengths: usize = memory.data(10000, 64);

@inline
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
  if (digits == 16) return passesLuhn16(end - at == 16 ? v128.load(at) : ungrouped(at)) ? end : 0;
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

/** The digits of four groups of four. */
@inline
function ungrouped(at: usize): v128 {
  return i8x16.shuffle(v128.load(at), v128.load(at, 3), 0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 28, 29, 30, 31);
}

/** Most cards have 16 digits: all at once. */
function passesLuhn16(text: v128): bool {
  const digits = i8x16.sub(text, i8x16.splat(0x30));
  const even = v128.and(digits, i16x8.splat(0x00ff));
  const doubled = i8x16.add(digits, even);
  const reduced = i8x16.sub(doubled, v128.and(i8x16.gt_s(doubled, i8x16.splat(9)), i8x16.splat(9)));
  const pairs = i16x8.extadd_pairwise_i8x16_u(reduced);
  const fours = i32x4.extadd_pairwise_i16x8_u(pairs);
  const halves = i32x4.add(fours, i8x16.shuffle(fours, fours, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  const sum = <u32>i32x4.extract_lane(halves, 0) + <u32>i32x4.extract_lane(halves, 1);
  return sum % 10 == 0;
}
