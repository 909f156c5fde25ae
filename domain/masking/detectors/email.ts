import { byteAt, isHigh, isLetter, isWord } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

/**
 *   email  = local "@" label 1*("." label)
 *   local  = the longest run of word, high and `. % + - '` bytes before the "@", from its first
 *            word or high byte on
 *   label  = word or high byte, then word, high and "-" bytes
 *
 * The address ends behind the last label that starts with a letter or high byte and has two bytes
 * at least, its trailing "-" and "_" not counted. There is no limit of length: a limit would leave
 * the rest of a long address readable.
 */
export const emailDetector: Detector = {
  kind: "email",
  matchAt(text, at) {
    if (!startsLocal(text, at)) return NO_MATCH;
    let end = at;
    while (isLocal(byteAt(text, end))) end += 1;
    return byteAt(text, end) === 0x40 ? domainEnd(text, end + 1) : NO_MATCH;
  },
};

function startsLocal(text: Uint8Array, at: number): boolean {
  if (!isName(byteAt(text, at))) return false;
  let before = at - 1;
  while (isLocalPunctuation(byteAt(text, before))) before -= 1;
  return !isName(byteAt(text, before));
}

function domainEnd(text: Uint8Array, from: number): number {
  let end = NO_MATCH;
  let at = from;
  while (isName(byteAt(text, at))) {
    const label = at;
    while (isName(byteAt(text, at)) || byteAt(text, at) === 0x2d) at += 1;
    const trimmed = trimLabel(text, label, at);
    if (label > from && trimmed - label >= 2 && startsTopLevel(text, label)) end = trimmed;
    if (byteAt(text, at) !== 0x2e) break;
    at += 1;
  }
  return end;
}

function trimLabel(text: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && (byteAt(text, at - 1) === 0x2d || byteAt(text, at - 1) === 0x5f)) at -= 1;
  return at;
}

function startsTopLevel(text: Uint8Array, at: number): boolean {
  const byte = byteAt(text, at);
  return isLetter(byte) || isHigh(byte);
}

function isName(byte: number): boolean {
  return isWord(byte) || isHigh(byte);
}

function isLocal(byte: number): boolean {
  return isName(byte) || isLocalPunctuation(byte);
}

function isLocalPunctuation(byte: number): boolean {
  return byte === 0x2e || byte === 0x25 || byte === 0x2b || byte === 0x2d || byte === 0x27;
}
