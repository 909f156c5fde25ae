import { byteAt, endsFresh, isCapital, isDigit, precedesNumber, startsFresh } from "../byte-class";
import { NO_MATCH } from "./detector";

const DIGITS_MIN = 4;
/** One of so many first bytes is a digit: the engine looks no further for one. */
const DIGIT_WITHIN = 6;
const DASH = 0x2d;

interface DocumentForm {
  readonly least: number;
  readonly most: number;
  /** One between any two others. */
  readonly withDashes: boolean;
}

/** Where a number of capitals and digits ends, four digits at least; the engine's `documentEnd`. */
export function documentEnd(text: Uint8Array, at: number, form: DocumentForm): number {
  const isPlain = (place: number) => isCapital(byteAt(text, place)) || isDigit(byteAt(text, place));
  const isDash = (place: number) =>
    form.withDashes && place > at && byteAt(text, place) === DASH && isPlain(place + 1);
  // No further than a match may reach: a run that begins again and again would be walked as often.
  const isPart = (place: number) => place - at <= form.most && (isPlain(place) || isDash(place));
  let end = at;
  while (isPart(end)) end += 1;
  const length = end - at;
  if (length < form.least || length > form.most || !startsFresh(text, at)) return NO_MATCH;
  const digits = text.subarray(at, end).filter(isDigit).length;
  if (digits < DIGITS_MIN || !text.subarray(at, at + DIGIT_WITHIN).some(isDigit)) return NO_MATCH;
  return endsFresh(text, end) && !precedesNumber(text, end) ? end : NO_MATCH;
}
