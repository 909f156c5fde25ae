import { byteAt, endsFresh, followsNumber, isDigit, precedesNumber, startsFresh } from "./bytes";

@inline
export function ssnEnd(at: usize): usize {
  const separator = byteAt(at + 3);
  if ((separator != 0x2d && separator != 0x20) || byteAt(at + 6) != separator) return 0;
  if (!hasDigits(at) || !startsFresh(at) || followsNumber(at)) return 0;
  if (!isIssued(at) || !endsFresh(at + 11) || precedesNumber(at + 11)) return 0;
  return at + 11;
}

function hasDigits(at: usize): bool {
  return (
    isDigit(at) && isDigit(at + 1) && isDigit(at + 2) &&
    isDigit(at + 4) && isDigit(at + 5) &&
    isDigit(at + 7) && isDigit(at + 8) && isDigit(at + 9) && isDigit(at + 10)
  );
}

function isIssued(at: usize): bool {
  const area = load<u32>(at) & 0xffffff;
  if (area == 0x303030 || area == 0x363636 || byteAt(at) == 0x39) return false;
  return load<u16>(at + 4) != 0x3030 && load<u32>(at + 7) != 0x30303030;
}
