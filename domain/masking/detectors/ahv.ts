import { digitsOf, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORM = "###.####.####.##";
const SWITZERLAND = [7, 5, 6];

/**
 *   ahv = "756." 4DIGIT "." 4DIGIT "." 2DIGIT
 *
 * The Swiss social security number: its last digit is the check of EAN-13. Without its dots it is a
 * number like any other.
 */
export const ahvDetector: Detector = {
  kind: "ahv",
  matchAt(text, at) {
    const end = at + FORM.length;
    if (!fits(text, at, FORM) || !standsAlone(text, at, end)) return NO_MATCH;
    const digits = digitsOf(text, at, end);
    if (SWITZERLAND.some((digit, place) => digits[place] !== digit)) return NO_MATCH;
    const sum = digits.reduce(
      (total, digit, place) => total + digit * (place % 2 === 0 ? 1 : 3),
      0,
    );
    return sum % 10 === 0 ? end : NO_MATCH;
  },
};
