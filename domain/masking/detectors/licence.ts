import { CONTEXT, contextBefore } from "./context";
import { type Detector, NO_MATCH } from "./detector";
import { documentEnd } from "./document-number";

const FORM = { least: 7, most: 20, withDashes: true };

/**
 *   licence = licence-context 7*20(capital / DIGIT / "-")      four digits at least, one of the first six
 *
 * The number of a driver's licence: only where words say so, and `licence` without a driver says nothing.
 */
export const licenceDetector: Detector = {
  kind: "licence",
  matchAt(text, at) {
    const end = documentEnd(text, at, FORM);
    if (end === NO_MATCH) return NO_MATCH;
    return contextBefore(text, at) === CONTEXT.licence ? end : NO_MATCH;
  },
};
