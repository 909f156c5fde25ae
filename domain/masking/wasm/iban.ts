import { byteAt, endsFresh, isDigit, isLetter, startsFresh } from "./bytes";

/** At 26 × first letter + second letter: the length, 0 where there is no such country. Written by the host. */
export const ibanLengths: usize = memory.data(676, 64);

/** Above this the sum is reduced, so that two more digits fit. */
const REDUCE_ABOVE: u64 = 10_000_000_000_000_000;

@inline
export function ibanEnd(at: usize): usize {
  if (!isLetter(at) || !isLetter(at + 1) || !isDigit(at + 2) || !isDigit(at + 3)) return 0;
  const country = 26 * letterIndex(at) + letterIndex(at + 1);
  const length = <u32>load<u8>(ibanLengths + country);
  if (length == 0 || !startsFresh(at)) return 0;
  const spaced = byteAt(at + 4) == 0x20;
  const end = at + length + (spaced ? (length - 1) >> 2 : 0);
  if (!endsFresh(end)) return 0;

  let sum: u64 = 0;
  let column: u32 = 4;
  for (let next = at + 4; next < end; next++) {
    if (spaced && column == 4) {
      if (byteAt(next) != 0x20) return 0;
      column = 0;
      continue;
    }
    column++;
    const digit = byteAt(next) - 0x30;
    if (digit < 10) sum = sum * 10 + digit;
    else if (isLetter(next)) sum = sum * 100 + 10 + letterIndex(next);
    else return 0;
    if (sum > REDUCE_ABOVE) sum %= 97;
  }
  sum %= 97;
  sum = sum * 10000 + (10 + letterIndex(at)) * 100 + 10 + letterIndex(at + 1);
  sum = sum * 100 + (byteAt(at + 2) - 0x30) * 10 + byteAt(at + 3) - 0x30;
  return sum % 97 == 1 ? end : 0;
}

@inline
function letterIndex(at: usize): u32 {
  return (byteAt(at) | 0x20) - 0x61;
}
