/**
 * Bytes as the detectors see them. Outside of a text every byte reads as 0, and 0 belongs to no
 * class: the end of a cell and a NUL byte are one and the same thing to every detector.
 *
 * A byte of 0x80 and above is no word byte: a number written right behind a Chinese character, or
 * behind a full-width colon, is found. (Inside of an e-mail address such bytes are letters.)
 */
export function byteAt(text: Uint8Array, at: number): number {
  return text[at] ?? 0;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

export function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

export function isHigh(byte: number): boolean {
  return byte >= 0x80;
}

export function isWord(byte: number): boolean {
  return isDigit(byte) || isLetter(byte) || byte === 0x5f;
}

/** A byte of base64url, and of most tokens. */
export function isToken(byte: number): boolean {
  return isWord(byte) || byte === 0x2d;
}

/** The very bytes of an ASCII word stand at `at`. */
export function standsAt(text: Uint8Array, at: number, wanted: string): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (byteAt(text, at + index) !== wanted.charCodeAt(index)) return false;
  }
  return true;
}

/** The bytes at `at` have a form: `#` is a digit, `@` a capital letter, all else is itself. */
export function fits(text: Uint8Array, at: number, form: string): boolean {
  for (let index = 0; index < form.length; index += 1) {
    const byte = byteAt(text, at + index);
    const wanted = form.charAt(index);
    if (
      wanted === "#"
        ? !isDigit(byte)
        : wanted === "@"
          ? !isCapital(byte)
          : byte !== form.charCodeAt(index)
    )
      return false;
  }
  return true;
}

export function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}

/** The values of the digits from `from` to `to`, what stands between them left out. */
export function digitsOf(text: Uint8Array, from: number, to: number): readonly number[] {
  return [...text.subarray(from, to)].filter(isDigit).map((byte) => byte - 0x30);
}

/** How many digits stand from `at` on. */
export function digitRun(text: Uint8Array, at: number): number {
  let end = at;
  while (isDigit(byteAt(text, end))) end += 1;
  return end - at;
}

/**
 * No word byte stands before `at`. A letter behind a backslash is an escape (`\n`, `\t` of JSON,
 * COPY and quoted literals) and no word.
 */
export function startsFresh(text: Uint8Array, at: number): boolean {
  return !isWord(byteAt(text, at - 1)) || byteAt(text, at - 2) === 0x5c;
}

/** No word byte stands at `end`. */
export function endsFresh(text: Uint8Array, end: number): boolean {
  return !isWord(byteAt(text, end));
}

/** Neither a word nor a group of digits that a separator joins stands before `start` or at `end`. */
export function standsAlone(text: Uint8Array, start: number, end: number): boolean {
  if (!startsFresh(text, start) || !endsFresh(text, end)) return false;
  const joinsBefore = isJoint(byteAt(text, start - 1)) && isDigit(byteAt(text, start - 2));
  return !joinsBefore && !(isJoint(byteAt(text, end)) && isDigit(byteAt(text, end + 1)));
}

function isJoint(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x2d && byte <= 0x2f);
}

/** `1.` before it: what starts here is the fraction of a decimal number, or a later part of a version. */
export function followsPoint(text: Uint8Array, at: number): boolean {
  return byteAt(text, at - 1) === 0x2e && isDigit(byteAt(text, at - 2));
}

/** `.1` behind it: what ends here is the whole part of a decimal number, or an earlier part of a version. */
export function precedesPoint(text: Uint8Array, end: number): boolean {
  return byteAt(text, end) === 0x2e && isDigit(byteAt(text, end + 1));
}

/** `1-` or `1.` before it: a part of a longer number. */
export function followsNumber(text: Uint8Array, at: number): boolean {
  const before = byteAt(text, at - 1);
  return (before === 0x2d || before === 0x2e) && isDigit(byteAt(text, at - 2));
}

/** `-1` or `.1` behind it: a part of a longer number. */
export function precedesNumber(text: Uint8Array, end: number): boolean {
  const next = byteAt(text, end);
  return (next === 0x2d || next === 0x2e) && isDigit(byteAt(text, end + 1));
}
