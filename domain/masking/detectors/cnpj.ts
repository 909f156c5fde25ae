import { digitsOf, fits, standsAlone } from "../byte-class";
import { brazilianCheck } from "./cpf";
import { type Detector, NO_MATCH } from "./detector";

const FORM = "##.###.###/####-##";

/**
 *   cnpj = 2DIGIT "." 3DIGIT "." 3DIGIT "/" 4DIGIT "-" 2DIGIT
 *
 * The number of a company in Brazil: both check digits must be right.
 */
export const cnpjDetector: Detector = {
  kind: "cnpj",
  matchAt(text, at) {
    const end = at + FORM.length;
    if (!fits(text, at, FORM) || !standsAlone(text, at, end)) return NO_MATCH;
    const digits = digitsOf(text, at, end);
    const first = brazilianCheck(digits.slice(0, 12), 5);
    const second = brazilianCheck(digits.slice(0, 13), 6);
    return digits[12] === first && digits[13] === second ? end : NO_MATCH;
  },
};
