import { byteAt, digitsOf, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORMS = ["#### #### ####", "####-####-####"];
/** What eight turns of Verhoeff's permutation make of each digit. */
const PERMUTED = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
  [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
  [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
  [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
  [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
  [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
  [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/**
 *   aadhaar = 4DIGIT sep 4DIGIT sep 4DIGIT      sep = " " or "-", twice the same
 *
 * The number of a person in India: Verhoeff's check must hold; none starts with 0 or 1.
 */
export const aadhaarDetector: Detector = {
  kind: "aadhaar",
  matchAt(text, at) {
    if (byteAt(text, at) < 0x32) return NO_MATCH;
    const form = FORMS.find((one) => fits(text, at, one));
    if (form === undefined) return NO_MATCH;
    const end = at + form.length;
    return standsAlone(text, at, end) && passesVerhoeff(digitsOf(text, at, end)) ? end : NO_MATCH;
  },
};

function passesVerhoeff(digits: readonly number[]): boolean {
  const check = digits.reduceRight((sum, digit, index) => {
    const turns = (digits.length - 1 - index) % 8;
    return multiply(sum, PERMUTED[turns]?.[digit] ?? 0);
  }, 0);
  return check === 0;
}

/** In the dihedral group of ten elements. */
function multiply(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}
