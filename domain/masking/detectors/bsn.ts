import { digitsOf, endsFresh, fits, precedesNumber, startsFresh } from "../byte-class";
import { CONTEXT, contextBefore } from "./context";
import { type Detector, NO_MATCH } from "./detector";

const FORMS = ["#########", "####.##.###"];

/**
 *   bsn = bsn-context (9DIGIT / 4DIGIT "." 2DIGIT "." 3DIGIT)
 *
 * The number of a person in the Netherlands, its check right. One number of eleven is: so only where
 * a word says so.
 */
export const bsnDetector: Detector = {
  kind: "bsn",
  matchAt(text, at) {
    const form = FORMS.find((one) => fits(text, at, one));
    if (form === undefined || !startsFresh(text, at)) return NO_MATCH;
    const end = at + form.length;
    if (!endsFresh(text, end) || precedesNumber(text, end)) return NO_MATCH;
    const isRight = passesElevenTest(digitsOf(text, at, end));
    return isRight && contextBefore(text, at) === CONTEXT.bsn ? end : NO_MATCH;
  },
};

/** Nine digits; eight of them weigh 9 down to 2, the rest by 11 is the ninth. */
export function passesElevenTest(digits: readonly number[]): boolean {
  const sum = digits.slice(0, 8).reduce((total, digit, at) => total + digit * (9 - at), 0);
  return sum > 0 && sum % 11 === digits[8];
}
