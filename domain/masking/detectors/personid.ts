import {
  byteAt,
  digitsOf,
  endsFresh,
  fits,
  isDigit,
  standsAlone,
  startsFresh,
} from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const CHINESE = "#################";
const CHINESE_CHECKS = "10X98765432";
const KOREAN = "######-#######";
const KOREAN_WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
const SWEDISH = ["######-####", "########-####"];
const MEXICAN = "@@@@######@@@@@@";
const MEXICAN_BYTES = 18;
const VOWELS = "AEIOUX";
const SEXES = "HMX";
/** Ñ counts as well, though no form here has it. */
const MEXICAN_VALUES = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
/** Numbers for people who are not registered have sixty more as their day. */
const COORDINATED = 60;

/**
 *   personid = 17DIGIT (DIGIT / "X")                    China: ISO 7064 MOD 11-2
 *            | 6DIGIT "-" 7DIGIT                        Korea
 *            | 6DIGIT "-" 4DIGIT / 8DIGIT "-" 4DIGIT    Sweden: Luhn
 *            | 4capital 6DIGIT 6capital (capital / DIGIT) DIGIT     Mexico: CURP
 *
 * Numbers of persons that hold their birthday: it must be a day, and their check right.
 */
export const personIdDetector: Detector = {
  kind: "personid",
  matchAt(text, at) {
    return Math.max(
      chineseEnd(text, at),
      koreanEnd(text, at),
      swedishEnd(text, at),
      mexicanEnd(text, at),
    );
  },
};

function chineseEnd(text: Uint8Array, at: number): number {
  const last = at + CHINESE.length;
  const end = last + 1;
  if (!fits(text, at, CHINESE) || byteAt(text, at) === 0x30) return NO_MATCH;
  if (!standsAlone(text, at, end) || !isDay(text, at + 10, 0)) return NO_MATCH;
  const century = 10 * digitAt(text, at + 6) + digitAt(text, at + 7);
  if (century < 18 || century > 20) return NO_MATCH;
  const sum = digitsOf(text, at, last).reduce((total, digit) => (2 * (total + digit)) % 11, 0);
  return byteAt(text, last) === CHINESE_CHECKS.charCodeAt(sum) ? end : NO_MATCH;
}

function koreanEnd(text: Uint8Array, at: number): number {
  const end = at + KOREAN.length;
  if (!fits(text, at, KOREAN) || !standsAlone(text, at, end) || !isDay(text, at + 2, 0))
    return NO_MATCH;
  const digits = digitsOf(text, at, end);
  const sum = KOREAN_WEIGHTS.reduce(
    (total, weight, index) => total + weight * (digits[index] ?? 0),
    0,
  );
  return (11 - (sum % 11)) % 10 === digits[12] ? end : NO_MATCH;
}

function swedishEnd(text: Uint8Array, at: number): number {
  const form = SWEDISH.find((one) => fits(text, at, one));
  if (form === undefined) return NO_MATCH;
  const end = at + form.length;
  if (!standsAlone(text, at, end)) return NO_MATCH;
  if (!isDay(text, end - 9, 0) && !isDay(text, end - 9, COORDINATED)) return NO_MATCH;
  const sum = digitsOf(text, end - 11, end).reduce((total, digit, index) => {
    const isDoubled = index % 2 === 0;
    return total + (isDoubled ? 2 * digit - (digit > 4 ? 9 : 0) : digit);
  }, 0);
  return sum % 10 === 0 ? end : NO_MATCH;
}

function mexicanEnd(text: Uint8Array, at: number): number {
  const end = at + MEXICAN_BYTES;
  if (!fits(text, at, MEXICAN) || !startsFresh(text, at) || !endsFresh(text, end)) return NO_MATCH;
  const characters = String.fromCharCode(...text.subarray(at, end));
  if (!VOWELS.includes(characters.charAt(1)) || !SEXES.includes(characters.charAt(10)))
    return NO_MATCH;
  if (!isDay(text, at + 6, 0) || !isDigit(byteAt(text, end - 1))) return NO_MATCH;
  const values = [...characters].map((character) => MEXICAN_VALUES.indexOf(character));
  if (values.includes(-1)) return NO_MATCH;
  const sum = values.slice(0, -1).reduce((total, value, index) => total + value * (18 - index), 0);
  return (10 - (sum % 10)) % 10 === values[17] ? end : NO_MATCH;
}

/** Two digits of a month and two of a day, so much more than it is. */
function isDay(text: Uint8Array, at: number, more: number): boolean {
  const month = 10 * digitAt(text, at) + digitAt(text, at + 1);
  const day = 10 * digitAt(text, at + 2) + digitAt(text, at + 3) - more;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

function digitAt(text: Uint8Array, at: number): number {
  return byteAt(text, at) - 0x30;
}
