import { byteAt, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORMS = ["########@", "########-@", "@#######@", "@#######-@"];
const LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
const X = 0x58;
const Z = 0x5a;

/**
 *   dni = (8DIGIT / ("X" / "Y" / "Z") 7DIGIT) ["-"] capital
 *
 * The number of a person in Spain, also of a foreigner (NIE): the letter is the check.
 */
export const dniDetector: Detector = {
  kind: "dni",
  matchAt(text, at) {
    const form = FORMS.find((one) => fits(text, at, one));
    if (form === undefined) return NO_MATCH;
    const first = byteAt(text, at);
    const isForeign = form.startsWith("@");
    if (isForeign && (first < X || first > Z)) return NO_MATCH;
    let number = isForeign ? first - X : first - 0x30;
    for (let next = at + 1; next < at + 8; next += 1) {
      number = number * 10 + byteAt(text, next) - 0x30;
    }
    const end = at + form.length;
    const isRight = byteAt(text, end - 1) === LETTERS.charCodeAt(number % 23);
    return isRight && standsAlone(text, at, end) ? end : NO_MATCH;
  },
};
