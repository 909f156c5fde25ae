// What the words before a place say of a value there: ../detectors/context.ts.
import { byteAt, isLetter } from "./bytes";

const FILLER: u32 = 1;
export const OF_BIRTHDATE: u32 = 2;
export const OF_BIC: u32 = 3;
export const OF_BSN: u32 = 4;
export const OF_NHS: u32 = 5;
export const OF_PASSPORT: u32 = 6;
export const OF_LICENCE: u32 = 7;
const LICENCE_OF_SOME: u32 = 8;
const DRIVER: u32 = 9;

const GAP_BYTES_MAX: usize = 4;
const WORD_BYTES_MAX: usize = 24;
const WORDS_MAX: u32 = 5;

/** Bytes of a word, its bytes, its context; a zero ends the table. Written by the host. */
export const contextWords: usize = memory.data(2048, 64);

/** One bit by the last three bytes of a word: whether a word of the table ends so. Written by the host. */
export const contextEndings: usize = memory.data(16384, 64);

/** False where no word that says anything ends with the byte at `at`. */
@inline
export function endsContext(at: usize): bool {
  const last = load<u32>(at - 2);
  const slot = ((last & 127) << 10) | ((last >> 3) & 0x3e0) | ((last >> 16) & 31);
  return ((byteAt(contextEndings + (slot >> 3)) >> (slot & 7)) & 1) != 0;
}

export function contextBefore(at: usize): u32 {
  let end = at;
  let isLicence = false;
  for (let words: u32 = 0; words < WORDS_MAX; words++) {
    let gap = end;
    while (end - gap < GAP_BYTES_MAX && isGap(byteAt(gap - 1))) gap--;
    if (gap == end) return 0;
    let from = gap;
    while (gap - from < WORD_BYTES_MAX && isSpoken(from - 1)) from--;
    if (words == 0 && gap - from == 1) return 0;
    const context = contextOf(from, gap);
    if (context == DRIVER) return isLicence ? OF_LICENCE : 0;
    if (context == LICENCE_OF_SOME) isLicence = true;
    else if (context != FILLER) return context;
    end = from;
  }
  return 0;
}

/** space TAB `: = " > ' # . ( ) - _ /` */
@inline
function isGap(byte: u32): bool {
  if (byte == 0x20) return true;
  if (byte >= 0x22 && byte <= 0x2f) return ((0x38e3 >> (byte - 0x22)) & 1) != 0;
  return byte == 0x3a || byte == 0x3d || byte == 0x3e || byte == 0x5f || byte == 0x09;
}

@inline
function isSpoken(at: usize): bool {
  return isLetter(at) || byteAt(at) >= 0x80;
}

function contextOf(from: usize, end: usize): u32 {
  const length = <u32>(end - from);
  if (length == 0) return 0;
  const head = length | (lowerAt(from) << 8);
  let entry = contextWords;
  for (let bytes = <usize>load<u8>(entry); bytes != 0; bytes = <usize>load<u8>(entry)) {
    if (<u32>load<u16>(entry) == head && isWordOf(entry + 1, from, bytes)) return byteAt(entry + 1 + bytes);
    entry += bytes + 2;
  }
  return 0;
}

function isWordOf(word: usize, from: usize, bytes: usize): bool {
  for (let index: usize = 0; index < bytes; index++) {
    if (byteAt(word + index) != lowerAt(from + index)) return false;
  }
  return true;
}

@inline
function lowerAt(at: usize): u32 {
  return isLetter(at) ? byteAt(at) | 0x20 : byteAt(at);
}
