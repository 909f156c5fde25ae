// Forms of numbers, and that one stands alone: ../byte-class.ts.
import { byteAt, endsFresh, isCapital, isDigit, startsFresh } from "./bytes";

/** `#` is a digit, `@` a capital letter, all else is itself. Where the form ends, 0 when it is another. */
export function fits(at: usize, form: string): usize {
  for (let index = 0; index < form.length; index++) {
    const wanted = <u32>form.charCodeAt(index);
    const next = at + index;
    if (wanted == 0x23 ? !isDigit(next) : wanted == 0x40 ? !isCapital(next) : byteAt(next) != wanted) return 0;
  }
  return at + form.length;
}

export function eitherFits(at: usize, one: string, other: string): usize {
  const end = fits(at, one);
  return end != 0 ? end : fits(at, other);
}

export function standsAlone(start: usize, end: usize): bool {
  if (!startsFresh(start) || !endsFresh(end)) return false;
  if (isJoint(byteAt(start - 1)) && isDigit(start - 2)) return false;
  return !(isJoint(byteAt(end)) && isDigit(end + 1));
}

export function isJoint(byte: u32): bool {
  return byte == 0x20 || (byte >= 0x2d && byte <= 0x2f);
}
