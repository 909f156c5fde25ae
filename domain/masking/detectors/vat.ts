import { byteAt, endsFresh, isCapital, isDigit, precedesNumber, startsFresh } from "../byte-class";
import { passesElevenTest } from "./bsn";
import { type Detector, NO_MATCH } from "./detector";
import { checkOf } from "./taxid";

const SPACE = 0x20;
const DOT = 0x2e;
const SPANISH_CONTROLS = "JABCDEFGHI";
const DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
const POLISH_WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** What stands behind the two letters of a country. */
interface Numbers {
  readonly length: number;
  readonly form: RegExp;
  readonly isRight: (body: string) => boolean;
}

const COUNTRIES: ReadonlyMap<string, Numbers> = new Map([
  ["AT", { length: 9, form: /^U\d{8}$/, isRight: isAustrian }],
  ["BE", { length: 10, form: /^[01]\d{9}$/, isRight: isBelgian }],
  ["DE", { length: 9, form: /^[1-9]\d{8}$/, isRight: isGerman }],
  ["ES", { length: 9, form: /^[0-9A-HJNP-SU-Z]\d{7}[0-9A-Z]$/, isRight: isSpanish }],
  ["FR", { length: 11, form: /^\d{11}$/, isRight: isFrench }],
  ["IT", { length: 11, form: /^\d{11}$/, isRight: isItalian }],
  ["NL", { length: 12, form: /^\d{9}B\d{2}$/, isRight: isDutch }],
  ["PL", { length: 10, form: /^\d{10}$/, isRight: isPolish }],
]);

/**
 *   vat = country [" "] body      body = capitals and digits, a space or dot between any two
 *
 * VAT numbers of eight countries of the European Union, in capitals, their checks right. French keys
 * with letters are not known.
 */
export const vatDetector: Detector = {
  kind: "vat",
  matchAt(text, at) {
    const numbers = COUNTRIES.get(String.fromCharCode(byteAt(text, at), byteAt(text, at + 1)));
    if (numbers === undefined || !startsFresh(text, at)) return NO_MATCH;
    const { body, end } = readBody(text, at + 2, numbers.length);
    if (!numbers.form.test(body) || !numbers.isRight(body)) return NO_MATCH;
    return endsFresh(text, end) && !precedesNumber(text, end) ? end : NO_MATCH;
  },
};

/** So many characters, and where they end. */
function readBody(text: Uint8Array, from: number, length: number) {
  let body = "";
  let end = from;
  while (body.length < length) {
    const byte = byteAt(text, end);
    const isJoint = byte === SPACE || (byte === DOT && body !== "");
    const place = isJoint ? end + 1 : end;
    if (!isCapital(byteAt(text, place)) && !isDigit(byteAt(text, place))) break;
    body += String.fromCharCode(byteAt(text, place));
    end = place + 1;
  }
  return { body, end };
}

function digitsIn(body: string): readonly number[] {
  return [...body].map(Number);
}

function isAustrian(body: string): boolean {
  const digits = digitsIn(body.slice(1));
  return digits[7] === (10 - ((crossSum(digits.slice(0, 7), 1) + 4) % 10)) % 10;
}

/** Every second digit is doubled, from that place on; of two digits both count. */
function crossSum(digits: readonly number[], from: 0 | 1): number {
  return digits.reduce((total, digit, at) => {
    if (at % 2 !== from) return total + digit;
    return total + 2 * digit - (digit > 4 ? 9 : 0);
  }, 0);
}

function isBelgian(body: string): boolean {
  return 97 - (Number(body.slice(0, 8)) % 97) === Number(body.slice(8));
}

function isGerman(body: string): boolean {
  const digits = digitsIn(body);
  return digits[8] === checkOf(digits.slice(0, 8));
}

function isSpanish(body: string): boolean {
  const last = body.slice(8);
  const foreign = "XYZ".indexOf(body.charAt(0));
  if (foreign >= 0) return last === dniLetter(`${foreign}${body.slice(1, 8)}`);
  if (/^\d/.test(body)) return last === dniLetter(body.slice(0, 8));
  const control = (10 - (crossSum(digitsIn(body.slice(1, 8)), 0) % 10)) % 10;
  return last === String(control) || last === SPANISH_CONTROLS.charAt(control);
}

function dniLetter(digits: string): string {
  return DNI_LETTERS.charAt(Number(digits) % 23);
}

function isFrench(body: string): boolean {
  return Number(body.slice(0, 2)) === (12 + 3 * (Number(body.slice(2)) % 97)) % 97;
}

function isItalian(body: string): boolean {
  return crossSum(digitsIn(body), 1) % 10 === 0;
}

/** As companies have them, by 11, or as people have them, by 97 over all characters. */
function isDutch(body: string): boolean {
  if (passesElevenTest(digitsIn(body.slice(0, 9)))) return true;
  const number = `2321${body.replace("B", "11")}`;
  return BigInt(number) % 97n === 1n;
}

function isPolish(body: string): boolean {
  const digits = digitsIn(body);
  const sum = POLISH_WEIGHTS.reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 0);
  return sum % 11 === digits[9];
}
