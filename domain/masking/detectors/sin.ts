import { byteAt, digitsOf, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORMS = ["### ### ###", "###-###-###"];

/**
 *   sin = 3DIGIT sep 3DIGIT sep 3DIGIT      sep = " " or "-", twice the same
 *
 * The social insurance number of Canada: the Luhn sum must hold; none starts with 0 or 8.
 */
export const sinDetector: Detector = {
  kind: "sin",
  matchAt(text, at) {
    const first = byteAt(text, at);
    if (first === 0x30 || first === 0x38) return NO_MATCH;
    const form = FORMS.find((one) => fits(text, at, one));
    if (form === undefined) return NO_MATCH;
    const end = at + form.length;
    return standsAlone(text, at, end) && passesLuhn(digitsOf(text, at, end)) ? end : NO_MATCH;
  },
};

function passesLuhn(digits: readonly number[]): boolean {
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
