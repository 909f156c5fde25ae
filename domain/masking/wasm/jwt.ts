import { byteAt, isToken, isWord, startsFresh } from "./bytes";

const DOT: u32 = 0x2e;
/** The first three bytes of every header: `eyJ`. */
const OPENS_OBJECT: u32 = 0x4a7965;

/** The token read last: what starts in the middle of it ends where it ends. */
let readFrom: usize = 0;
let readEnd: usize = 0;

/** Before a text: what was read lies in another. */
export function forgetToken(): void {
  readFrom = 0;
  readEnd = 0;
}

export function jwtEnd(at: usize): usize {
  if ((load<u32>(at) & 0xffffff) != OPENS_OBJECT || !startsFresh(at)) return 0;
  for (let next = at + 3; next < at + 13; next++) if (!isWord(next)) return 0;
  if (at < readFrom || at >= readEnd) {
    readFrom = at;
    readEnd = tokenEnd(at);
  }
  let end = readEnd;
  while (byteAt(end) == DOT && isToken(end + 1)) end = tokenEnd(end + 1);
  return end > readEnd ? end : 0;
}

export function tokenEnd(from: usize): usize {
  let end = from;
  while (isToken(end)) end++;
  return end;
}
