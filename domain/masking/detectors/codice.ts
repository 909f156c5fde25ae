import { byteAt, endsFresh, fits, isDigit, startsFresh } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORM = "@@@@@@##@##@###@";
const MONTHS = "ABCDEHLMPRST";
/** At odd places a letter, or the digit of its number, counts so much; at even places its number. */
const ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/**
 *   codice = 6capital 2DIGIT capital 2DIGIT capital 3DIGIT capital
 *
 * The tax code of a person in Italy: the month's letter must be one, and the last letter the check.
 * Codes in which letters stand for digits, given to namesakes, are not found.
 */
export const codiceDetector: Detector = {
  kind: "codice",
  matchAt(text, at) {
    const end = at + FORM.length;
    if (!fits(text, at, FORM) || !startsFresh(text, at) || !endsFresh(text, end)) return NO_MATCH;
    if (!MONTHS.includes(String.fromCharCode(byteAt(text, at + 8)))) return NO_MATCH;
    let sum = 0;
    for (let place = 0; place < FORM.length - 1; place += 1) {
      const byte = byteAt(text, at + place);
      const value = isDigit(byte) ? byte - 0x30 : byte - 0x41;
      sum += place % 2 === 0 ? (ODD[value] ?? 0) : value;
    }
    return byteAt(text, end - 1) === 0x41 + (sum % 26) ? end : NO_MATCH;
  },
};
