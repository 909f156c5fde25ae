import { digitsOf, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORMS = ["###############", "# ## ## ## ### ### ##"];

/**
 *   nir = 15DIGIT | DIGIT 3(" " 2DIGIT) 2(" " 3DIGIT) " " 2DIGIT
 *
 * The social security number of France: starts with 1 or 2, has a month, and its last two digits
 * are 97 less the remainder of the others. Those of Corsica with a letter are not found.
 */
export const nirDetector: Detector = {
  kind: "nir",
  matchAt(text, at) {
    const form = FORMS.find((one) => fits(text, at, one));
    if (form === undefined) return NO_MATCH;
    const end = at + form.length;
    const isRight = passesChecks(digitsOf(text, at, end));
    return isRight && standsAlone(text, at, end) ? end : NO_MATCH;
  },
};

function passesChecks(digits: readonly number[]): boolean {
  const numberAt = (from: number, to: number) =>
    digits.slice(from, to).reduce((sum, digit) => sum * 10 + digit, 0);
  const sex = numberAt(0, 1);
  const month = numberAt(3, 5);
  if (sex < 1 || sex > 2 || month < 1 || month > 12) return false;
  return numberAt(13, 15) === 97 - (numberAt(0, 13) % 97);
}
