import {
  byteAt,
  digitsOf,
  endsFresh,
  fits,
  precedesNumber,
  standsAlone,
  startsFresh,
} from "../byte-class";
import { CONTEXT, contextBefore } from "./context";
import { type Detector, NO_MATCH } from "./detector";

const GROUPED = "### ### ####";
const ZERO = 0x30;
const BARE = "##########";

/**
 *   nhs = 3DIGIT " " 3DIGIT " " 4DIGIT / nhs-context 10DIGIT      no zero first where it has spaces
 *
 * The number of a patient of the British health service, its check digit by 11 right. Ten digits in
 * a row are one only where a word says so; with spaces and a zero first it is a phone number.
 */
export const nhsDetector: Detector = {
  kind: "nhs",
  matchAt(text, at) {
    if (fits(text, at, GROUPED)) return groupedEnd(text, at);
    return fits(text, at, BARE) ? bareEnd(text, at) : NO_MATCH;
  },
};

function groupedEnd(text: Uint8Array, at: number): number {
  const end = at + GROUPED.length;
  if (byteAt(text, at) === ZERO || !standsAlone(text, at, end)) return NO_MATCH;
  return isRight(text, at, end) ? end : NO_MATCH;
}

function bareEnd(text: Uint8Array, at: number): number {
  const end = at + BARE.length;
  if (!startsFresh(text, at) || !endsFresh(text, end) || precedesNumber(text, end)) return NO_MATCH;
  return isRight(text, at, end) && contextBefore(text, at) === CONTEXT.nhs ? end : NO_MATCH;
}

/** Weights from 10 down to 1, the check digit's. */
function isRight(text: Uint8Array, at: number, end: number): boolean {
  const digits = digitsOf(text, at, end);
  const sum = digits.reduce((total, digit, place) => total + digit * (10 - place), 0);
  return sum > 0 && sum % 11 === 0;
}
