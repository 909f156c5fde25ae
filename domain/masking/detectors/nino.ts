import { byteAt, fits, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const FORMS = ["@@######@", "@@ ## ## ## @"];
const NEVER_FIRST = "DFIQUV";
const NEVER_SECOND = "DFIOQUV";
const NEVER = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];

/**
 *   nino = 2capital 6DIGIT "A"-"D" | 2capital 3(" " 2DIGIT) " " "A"-"D"
 *
 * The national insurance number of the United Kingdom. It has no check digit: the letters must be
 * such as are given out.
 */
export const ninoDetector: Detector = {
  kind: "nino",
  matchAt(text, at) {
    const form = FORMS.find((one) => fits(text, at, one));
    if (form === undefined) return NO_MATCH;
    const [first, second] = [byteAt(text, at), byteAt(text, at + 1)].map((byte) =>
      String.fromCharCode(byte),
    );
    if (first === undefined || second === undefined || NEVER.includes(first + second))
      return NO_MATCH;
    if (NEVER_FIRST.includes(first) || NEVER_SECOND.includes(second)) return NO_MATCH;
    const end = at + form.length;
    return byteAt(text, end - 1) <= 0x44 && standsAlone(text, at, end) ? end : NO_MATCH;
  },
};
