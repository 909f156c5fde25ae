import { CONTEXT, contextBefore } from "./context";
import { type Detector, NO_MATCH } from "./detector";
import { documentEnd } from "./document-number";

const FORM = { least: 7, most: 10, withDashes: false };

/**
 *   passport = passport-context 7*10(capital / DIGIT)      four digits at least, one of the first six
 *
 * Every country has a form of its own, and most have no check: only where a word says so.
 */
export const passportDetector: Detector = {
  kind: "passport",
  matchAt(text, at) {
    const end = documentEnd(text, at, FORM);
    if (end === NO_MATCH) return NO_MATCH;
    return contextBefore(text, at) === CONTEXT.passport ? end : NO_MATCH;
  },
};
