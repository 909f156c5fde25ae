import {
  byteAt, endsFresh, followsPoint, isDigit, isHex, isHexOrColon, precedesPoint, startsFresh,
} from "./bytes";

const COLON: u32 = 0x3a;
const DOT: u32 = 0x2e;
/** The bytes of "255". */
const OCTET_MAX: u32 = 0x323535;

@inline
export function v4StartingAt(at: usize): usize {
  return startsFresh(at) && !followsPoint(at) ? v4End(at) : 0;
}

/** An address has 15 bytes at most: where its digits are is read at once, and nothing branches on a length. */
function v4End(from: usize): usize {
  const digits = i8x16.lt_u(i8x16.sub(v128.load(from), i8x16.splat(0x30)), i8x16.splat(10));
  let others = ~(<u32>i8x16.bitmask(digits));
  let at = from;
  let wrong: u32 = 0;
  for (let octet: u32 = 0; octet < 4; octet++) {
    const run = ctz(others);
    const leading = bswap<u32>(load<u32>(at)) >> 8;
    wrong |= <u32>(run - 1 > 2) | (<u32>(run == 3) & <u32>(leading > OCTET_MAX));
    at += run;
    others >>= run;
    if (octet == 3) break;
    wrong |= byteAt(at) ^ DOT;
    at++;
    others >>= 1;
  }
  return wrong == 0 && endsFresh(at) && !precedesPoint(at) ? at : 0;
}

/** The one place in a run of hex digits and colons, from its start, at which an address may start; 0 for none. */
export function v6StartOfRun(run: usize): usize {
  if (byteAt(run) != COLON) return startsFresh(run) ? run : 0;
  if (byteAt(run + 1) == COLON) return startsFresh(run) ? run : 0;
  return isHex(run + 1) ? run + 1 : 0;
}

export function v6End(from: usize): usize {
  let at = from;
  let groups: u32 = 0;
  let compressed = false;
  for (let gap = colons(at); gap > 0 || groups == 0; gap = colons(at)) {
    if (gap == 2 && compressed) return 0;
    if (gap == 2) compressed = true;
    at += gap;
    let end = at;
    while (isHex(end)) end++;
    const tail = byteAt(end) == DOT ? v4End(at) : 0;
    if (tail != 0) {
      groups += 2;
      at = tail;
      break;
    }
    if (end == at) break;
    if (end - at > 4) return 0;
    at = end;
    if (++groups > 8) return 0;
  }
  const complete = compressed ? groups > 0 && groups < 8 : groups == 8;
  return complete && endsV6(at) && hasDigit(from, at) ? at : 0;
}

function colons(at: usize): u32 {
  if (byteAt(at) != COLON) return 0;
  if (byteAt(at + 1) == COLON) return 2;
  return isHex(at + 1) ? 1 : 0;
}

function endsV6(end: usize): bool {
  return byteAt(end) == COLON ? !isHexOrColon(end + 1) : endsFresh(end);
}

function hasDigit(from: usize, to: usize): bool {
  for (let at = from; at < to; at++) if (isDigit(at)) return true;
  return false;
}
