import { byteAt, isCapital, isDigit, standsAlone } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

/** `C` a digit from 1 on, `A` a letter, `N` a digit, `*` either. */
const FORMS = ["CA*NA*NAANN", "CA*N-A*N-AANN"];
/** Letters that look like digits are not given out. */
const NEVER = "SLOIBZ";

/**
 *   mbi = C A * N ["-"] A * N ["-"] A A N N
 *
 * The number of a person in the Medicare of the United States: it has no check, but its eleven places
 * say which characters they take.
 */
export const mbiDetector: Detector = {
  kind: "mbi",
  matchAt(text, at) {
    const form = FORMS.find((one) =>
      [...one].every((place, index) => takes(place, byteAt(text, at + index))),
    );
    if (form === undefined) return NO_MATCH;
    const end = at + form.length;
    return standsAlone(text, at, end) ? end : NO_MATCH;
  },
};

function takes(place: string, byte: number): boolean {
  const isLetter = isCapital(byte) && !NEVER.includes(String.fromCharCode(byte));
  if (place === "A") return isLetter;
  if (place === "N") return isDigit(byte);
  if (place === "C") return isDigit(byte) && byte !== 0x30;
  return place === "*" ? isDigit(byte) || isLetter : byte === place.charCodeAt(0);
}
