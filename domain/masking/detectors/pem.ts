import { byteAt, isCapital, isDigit, isLetter, standsAt } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const BEGIN = "-----BEGIN ";
const END = "-----END ";
const DASHES = "-----";
const SECRET_LABELS = ["PRIVATE KEY", "PRIVATE KEY BLOCK"];
const LABEL_BYTES_MAX = 40;

/**
 *   pem  = "-----BEGIN " label "-----" body ["-----END " label "-----"]
 *   body = letters, digits, spaces, line ends and `+ / = - : , \`, up to the first "-----END "
 *
 * Label: capitals, digits and spaces that end in PRIVATE KEY or PRIVATE KEY BLOCK. A block cut off
 * before its end is found as far as it goes; line ends may be written `\n`.
 */
export const pemDetector: Detector = {
  kind: "pem",
  matchAt(text, at) {
    if (!standsAt(text, at, BEGIN)) return NO_MATCH;
    const label = at + BEGIN.length;
    const body = labelEnd(text, label);
    if (body === NO_MATCH || !isSecret(text, label, body)) return NO_MATCH;
    let end = body + DASHES.length;
    while (isBody(byteAt(text, end))) {
      if (standsAt(text, end, END)) return behindEnd(text, end);
      end += 1;
    }
    return end;
  },
};

/** Where the dashes behind a label stand. */
function labelEnd(text: Uint8Array, from: number): number {
  let end = from;
  while (isLabel(byteAt(text, end)) && end - from < LABEL_BYTES_MAX) end += 1;
  return standsAt(text, end, DASHES) ? end : NO_MATCH;
}

function isSecret(text: Uint8Array, from: number, to: number): boolean {
  return SECRET_LABELS.some((label) => {
    const start = to - label.length;
    return start >= from && standsAt(text, start, label);
  });
}

function behindEnd(text: Uint8Array, at: number): number {
  const label = at + END.length;
  const dashes = labelEnd(text, label);
  return dashes === NO_MATCH ? label : dashes + DASHES.length;
}

function isLabel(byte: number): boolean {
  return byte === 0x20 || isDigit(byte) || isCapital(byte);
}

function isBody(byte: number): boolean {
  return isDigit(byte) || isLetter(byte) || BODY_PUNCTUATION.has(byte);
}

const BODY_PUNCTUATION: ReadonlySet<number> = new Set(new TextEncoder().encode(" \t\r\n+/=-:,\\"));
