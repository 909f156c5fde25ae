import { byteAt, endsFresh, isHex, isWord, startsFresh } from "./bytes";

const COLON: u32 = 0x3a;
const DASH: u32 = 0x2d;
export const MAC_BYTES: usize = 17;

export function macEnd(at: usize): usize {
  const separator = byteAt(at + 2);
  if (separator != COLON && separator != DASH) return 0;
  const end = at + MAC_BYTES;
  for (let group = at; group < end; group += 3) {
    if (!isHex(group) || !isHex(group + 1)) return 0;
    if (group + 2 < end && byteAt(group + 2) != separator) return 0;
  }
  if (!startsFresh(at) || !endsFresh(end)) return 0;
  if (byteAt(end) == separator && (isHex(end + 1) || byteAt(end + 1) == separator)) return 0;
  return byteAt(at - 1) == separator && endsGroup(at - 1) ? 0 : end;
}

/** Two hex digits and no more stand before `at`. */
function endsGroup(at: usize): bool {
  return isHex(at - 1) && isHex(at - 2) && !isWord(at - 3);
}
