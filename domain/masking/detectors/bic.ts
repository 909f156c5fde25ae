import { byteAt, endsFresh, fits, isCapital, isDigit, startsFresh } from "../byte-class";
import { CONTEXT, contextBefore } from "./context";
import { type Detector, NO_MATCH } from "./detector";

const BANK_AND_COUNTRY = "@@@@@@";
const LENGTHS = [11, 8] as const;

/**
 *   bic = bic-context 6capital 2(capital / DIGIT) [3(capital / DIGIT)]
 *
 * The code of a bank (ISO 9362). Eight capitals are a word like any other: only where a word says so.
 */
export const bicDetector: Detector = {
  kind: "bic",
  matchAt(text, at) {
    if (!fits(text, at, BANK_AND_COUNTRY) || !startsFresh(text, at)) return NO_MATCH;
    let end = at + BANK_AND_COUNTRY.length;
    while (isCapital(byteAt(text, end)) || isDigit(byteAt(text, end))) end += 1;
    if (!LENGTHS.some((length) => end - at === length) || !endsFresh(text, end)) return NO_MATCH;
    return contextBefore(text, at) === CONTEXT.bic ? end : NO_MATCH;
  },
};
