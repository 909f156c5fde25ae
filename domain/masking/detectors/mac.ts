import { byteAt, endsFresh, isHex, isWord, startsFresh } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const COLON = 0x3a;
const DASH = 0x2d;
const MAC_BYTES = 17;

/**
 *   mac = 2HEX then five times sep 2HEX      sep = ":" or "-", always the same
 *
 * Six groups, not more. As with an IP address, a single ":" before or behind may be punctuation
 * (`mac:00:1b:…`), but not behind a group of two hex digits.
 */
export const macDetector: Detector = {
  kind: "mac",
  matchAt(text, at) {
    const separator = byteAt(text, at + 2);
    if (separator !== COLON && separator !== DASH) return NO_MATCH;
    for (let group = 0; group < 6; group += 1) {
      const start = at + 3 * group;
      if (!isHex(byteAt(text, start)) || !isHex(byteAt(text, start + 1))) return NO_MATCH;
      if (group < 5 && byteAt(text, start + 2) !== separator) return NO_MATCH;
    }
    return standsAlone(text, at, separator) ? at + MAC_BYTES : NO_MATCH;
  },
};

function standsAlone(text: Uint8Array, at: number, separator: number): boolean {
  const end = at + MAC_BYTES;
  if (!startsFresh(text, at) || !endsFresh(text, end)) return false;
  if (byteAt(text, end) === separator && isOfRun(byteAt(text, end + 1), separator)) return false;
  return byteAt(text, at - 1) !== separator || !endsGroup(text, at - 1);
}

function isOfRun(byte: number, separator: number): boolean {
  return byte === separator || isHex(byte);
}

/** Two hex digits and no more stand before `at`. */
function endsGroup(text: Uint8Array, at: number): boolean {
  if (!isHex(byteAt(text, at - 1)) || !isHex(byteAt(text, at - 2))) return false;
  return !isWord(byteAt(text, at - 3));
}
