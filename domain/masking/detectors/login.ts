import { byteAt, isDigit, isLetter, standsAt } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const BEFORE = "://";
const AT = 0x40;
const COLON = 0x3a;

/**
 *   login = (scheme "://") *userinfo ":" 1*userinfo ("@")
 *
 * User and password of a URL, up to the last "@" before a byte that ends its authority: a space or
 * control byte, or one of `/ ? # < > " ' \ ` and a backquote. The user may be missing (`redis://:secret@host`);
 * a user without a password is none.
 */
export const loginDetector: Detector = {
  kind: "login",
  matchAt(text, at) {
    if (!standsAt(text, at - BEFORE.length, BEFORE)) return NO_MATCH;
    const scheme = byteAt(text, at - BEFORE.length - 1);
    if (!isLetter(scheme) && !isDigit(scheme)) return NO_MATCH;
    let colon = NO_MATCH;
    let end = NO_MATCH;
    for (let next = at; isUserinfo(byteAt(text, next)); next += 1) {
      const byte = byteAt(text, next);
      if (byte === COLON && colon === NO_MATCH) colon = next;
      if (byte === AT) end = next;
    }
    return colon !== NO_MATCH && end > colon + 1 ? end : NO_MATCH;
  },
};

function isUserinfo(byte: number): boolean {
  return byte > 0x20 && !ENDS.has(byte);
}

const ENDS: ReadonlySet<number> = new Set(new TextEncoder().encode("/?#<>\"'\\`"));
