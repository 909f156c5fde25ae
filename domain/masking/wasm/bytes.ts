// Bytes as the verifiers see them: ../byte-class.ts in a table. Text lies between zero bytes, and
// zero is in no class, so nothing here needs to know where a text ends.

const DIGIT: u8 = 1;
const LETTER: u8 = 2;
const UNDERSCORE: u8 = 4;
const HIGH: u8 = 8;
const PUNCTUATION: u8 = 16;
const HEX: u8 = 32;
const COLON: u8 = 64;
const DASH: u8 = 128;

const classes: usize = memory.data(256, 64);

function fillClasses(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    const lower = byte | 0x20;
    let bits: u8 = 0;
    if (byte >= 0x30 && byte <= 0x39) bits |= DIGIT | HEX;
    if (lower >= 0x61 && lower <= 0x7a) bits |= LETTER;
    if (lower >= 0x61 && lower <= 0x66) bits |= HEX;
    if (byte == 0x5f) bits |= UNDERSCORE;
    if (byte >= 0x80) bits |= HIGH;
    if (byte == 0x2e || byte == 0x25 || byte == 0x2b || byte == 0x2d || byte == 0x27) {
      bits |= PUNCTUATION;
    }
    if (byte == 0x3a) bits |= COLON;
    if (byte == 0x2d) bits |= DASH;
    store<u8>(classes + byte, bits);
  }
}
fillClasses();

@inline
export function byteAt(at: usize): u32 {
  return <u32>load<u8>(at);
}

@inline
function is(at: usize, bits: u8): bool {
  return (load<u8>(classes + byteAt(at)) & bits) != 0;
}

@inline
export function isDigit(at: usize): bool {
  return byteAt(at) - 0x30 < 10;
}

@inline
export function isLetter(at: usize): bool {
  return (byteAt(at) | 0x20) - 0x61 < 26;
}

@inline
export function isCapital(at: usize): bool {
  return byteAt(at) - 0x41 < 26;
}

/** A byte of base64url, and of most tokens. */
@inline
export function isToken(at: usize): bool {
  return is(at, DIGIT | LETTER | UNDERSCORE | DASH);
}

@inline
export function isWord(at: usize): bool {
  return is(at, DIGIT | LETTER | UNDERSCORE);
}

@inline
export function isHex(at: usize): bool {
  return is(at, HEX);
}

@inline
export function isHexOrColon(at: usize): bool {
  return is(at, HEX | COLON);
}

/** A byte of a name in an e-mail address. */
@inline
export function isName(at: usize): bool {
  return is(at, DIGIT | LETTER | UNDERSCORE | HIGH);
}

@inline
export function isLocal(at: usize): bool {
  return is(at, DIGIT | LETTER | UNDERSCORE | HIGH | PUNCTUATION);
}

@inline
export function startsTopLevel(at: usize): bool {
  return is(at, LETTER | HIGH);
}

export function digitRun(at: usize): u32 {
  let end = at;
  while (isDigit(end)) end++;
  return <u32>(end - at);
}

@inline
export function startsFresh(at: usize): bool {
  return !isWord(at - 1) || byteAt(at - 2) == 0x5c;
}

@inline
export function endsFresh(end: usize): bool {
  return !isWord(end);
}

@inline
export function followsPoint(at: usize): bool {
  return byteAt(at - 1) == 0x2e && isDigit(at - 2);
}

@inline
export function precedesPoint(end: usize): bool {
  return byteAt(end) == 0x2e && isDigit(end + 1);
}

@inline
export function followsNumber(at: usize): bool {
  const before = byteAt(at - 1);
  return (before == 0x2d || before == 0x2e) && isDigit(at - 2);
}

@inline
export function precedesNumber(end: usize): bool {
  const next = byteAt(end);
  return (next == 0x2d || next == 0x2e) && isDigit(end + 1);
}
