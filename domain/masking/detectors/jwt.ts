import { byteAt, isToken, isWord, standsAt, startsFresh } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

/** Of the header, in base64url: `{"alg":…` is longer in any token. */
const PLAIN_BYTES_MIN = 13;

/**
 *   jwt  = "eyJ" 10*word *token 1*("." 1*token)      token = word byte or "-"
 *
 * The compact form of RFC 7519 and of encrypted tokens (RFC 7516), whose parts are base64url. The
 * header opens an object, so it starts with `eyJ`; its signature may be missing.
 */
export const jwtDetector: Detector = {
  kind: "jwt",
  matchAt(text, at) {
    if (!opensObject(text, at) || !startsFresh(text, at)) return NO_MATCH;
    const header = tokenEnd(text, at);
    let end = header;
    while (byteAt(text, end) === 0x2e && isToken(byteAt(text, end + 1))) {
      end = tokenEnd(text, end + 1);
    }
    return end > header ? end : NO_MATCH;
  },
};

function opensObject(text: Uint8Array, at: number): boolean {
  if (!standsAt(text, at, "eyJ")) return false;
  for (let next = at + 3; next < at + PLAIN_BYTES_MIN; next += 1) {
    if (!isWord(byteAt(text, next))) return false;
  }
  return true;
}

function tokenEnd(text: Uint8Array, from: number): number {
  let end = from;
  while (isToken(byteAt(text, end))) end += 1;
  return end;
}
