import {
  byteAt,
  digitRun,
  endsFresh,
  followsNumber,
  precedesNumber,
  startsFresh,
} from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const SSN_LENGTH = 11;

/**
 *   ssn = 3DIGIT sep 2DIGIT sep 4DIGIT      sep = "-" or " ", twice the same
 *
 * Never issued, so not found: area 000, 666 and 900 to 999, group 00, serial 0000. Not a part of a
 * longer number (`2024-123-45-6789`).
 */
export const ssnDetector: Detector = {
  kind: "ssn",
  matchAt(text, at) {
    const end = at + SSN_LENGTH;
    if (!startsFresh(text, at) || followsNumber(text, at)) return NO_MATCH;
    if (!hasShape(text, at) || !isIssued(text, at)) return NO_MATCH;
    return endsFresh(text, end) && !precedesNumber(text, end) ? end : NO_MATCH;
  },
};

function hasShape(text: Uint8Array, at: number): boolean {
  const separator = byteAt(text, at + 3);
  return (
    (separator === 0x2d || separator === 0x20) &&
    byteAt(text, at + 6) === separator &&
    digitRun(text, at) === 3 &&
    digitRun(text, at + 4) === 2 &&
    digitRun(text, at + 7) === 4
  );
}

function isIssued(text: Uint8Array, at: number): boolean {
  const digits = (from: number, to: number) => String.fromCharCode(...text.subarray(from, to));
  const area = digits(at, at + 3);
  return (
    area !== "000" &&
    area !== "666" &&
    area < "900" &&
    digits(at + 4, at + 6) !== "00" &&
    digits(at + 7, at + SSN_LENGTH) !== "0000"
  );
}
