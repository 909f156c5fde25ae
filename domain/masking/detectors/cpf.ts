import { digitsOf, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORM = "###.###.###-##";

/**
 *   cpf = 3DIGIT "." 3DIGIT "." 3DIGIT "-" 2DIGIT
 *
 * The number of a person in Brazil: both check digits must be right, and it is not one digit
 * eleven times. Without its separators it is a number like any other.
 */
export const cpfDetector: Detector = {
  kind: "cpf",
  matchAt(text, at) {
    const end = at + FORM.length;
    if (!fits(text, at, FORM) || !standsAlone(text, at, end)) return NO_MATCH;
    const digits = digitsOf(text, at, end);
    if (digits.every((digit) => digit === digits[0])) return NO_MATCH;
    const first = brazilianCheck(digits.slice(0, 9), 10);
    const second = brazilianCheck(digits.slice(0, 10), 11);
    return digits[9] === first && digits[10] === second ? end : NO_MATCH;
  },
};

/** Weights fall from `first` to 2 and begin again at 9. */
export function brazilianCheck(digits: readonly number[], first: number): number {
  let weight = first;
  let sum = 0;
  for (const digit of digits) {
    sum += digit * weight;
    weight = weight === 2 ? 9 : weight - 1;
  }
  return sum % 11 < 2 ? 0 : 11 - (sum % 11);
}
