import { digitsOf, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORMS = ["###########", "## ### ### ###"];
const DIGITS = [...Array(10).keys()];

/**
 *   taxid = 11DIGIT / 2DIGIT " " 3DIGIT " " 3DIGIT " " 3DIGIT
 *
 * The German tax number of a person: no zero first; of the first ten digits one comes twice or three
 * times and no other comes again; the last is the check of ISO 7064 MOD 11,10. So is one number of
 * eleven digits in 250.
 */
export const taxIdDetector: Detector = {
  kind: "taxid",
  matchAt(text, at) {
    const form = FORMS.find((one) => fits(text, at, one));
    if (form === undefined || !standsAlone(text, at, at + form.length)) return NO_MATCH;
    const digits = digitsOf(text, at, at + form.length);
    if (digits[0] === 0 || !repeatsOne(digits.slice(0, 10))) return NO_MATCH;
    return digits[10] === checkOf(digits.slice(0, 10)) ? at + form.length : NO_MATCH;
  },
};

function repeatsOne(digits: readonly number[]): boolean {
  const counts = DIGITS.map((digit) => digits.filter((one) => one === digit).length);
  const repeated = counts.filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3;
}

/** ISO 7064 MOD 11,10. */
export function checkOf(digits: readonly number[]): number {
  const product = digits.reduce((before, digit) => {
    const sum = (digit + before) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return (11 - product) % 10;
}
