import {
  byteAt,
  digitRun,
  endsFresh,
  followsPoint,
  isDigit,
  precedesPoint,
  startsFresh,
} from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

const CARD_DIGITS_MIN = 13;
const CARD_DIGITS_MAX = 19;
const CARD_GROUPS_MAX = 5;
/** Digits of the groups, longest number first. */
const GROUPINGS: readonly (readonly number[])[] = [
  [4, 4, 4, 4, 3],
  [4, 4, 4, 4, 2],
  [4, 4, 4, 4, 1],
  [4, 4, 4, 4],
  [4, 4, 4, 3],
  [4, 4, 4, 2],
  [4, 4, 4, 1],
  [4, 6, 5],
  [4, 6, 4],
];

/** Issuers by the first four digits (inclusive), with the lengths of their cards. */
const ISSUERS: readonly {
  readonly from: number;
  readonly to: number;
  readonly digits: readonly number[];
}[] = [
  { from: 2200, to: 2204, digits: [16, 17, 18, 19] }, // Mir
  { from: 2221, to: 2720, digits: [16] }, // Mastercard
  { from: 3000, to: 3059, digits: [14, 16, 17, 18, 19] }, // Diners Club
  { from: 3095, to: 3095, digits: [14, 16, 17, 18, 19] },
  { from: 3400, to: 3499, digits: [15] }, // American Express
  { from: 3528, to: 3589, digits: [16, 17, 18, 19] }, // JCB
  { from: 3600, to: 3699, digits: [14, 16, 17, 18, 19] },
  { from: 3700, to: 3799, digits: [15] },
  { from: 3800, to: 3999, digits: [14, 16, 17, 18, 19] },
  { from: 4000, to: 4999, digits: [13, 16, 19] }, // Visa
  { from: 5000, to: 5099, digits: [13, 14, 15, 16, 17, 18, 19] }, // Maestro
  { from: 5100, to: 5599, digits: [16] }, // Mastercard
  { from: 5600, to: 5899, digits: [13, 14, 15, 16, 17, 18, 19] }, // Maestro
  { from: 6000, to: 6999, digits: [13, 14, 15, 16, 17, 18, 19] }, // Maestro, Discover, UnionPay, RuPay
  { from: 8100, to: 8199, digits: [16, 17, 18, 19] }, // UnionPay
  { from: 9792, to: 9792, digits: [16] }, // Troy
];

/** By the first four digits: bit `n - 13` is set when cards of n digits start so. */
export const CARD_LENGTHS: Uint8Array = cardLengths();

/**
 *   card = 13*19DIGIT | 4DIGIT 2(sep 4DIGIT) sep 1*4DIGIT | 4DIGIT 3(sep 4DIGIT) sep 1*3DIGIT
 *        | 4DIGIT sep 6DIGIT sep 4*5DIGIT        sep = " " or "-", always the same
 *
 * The issuer must know the length, the Luhn sum must hold, and it is not a part of a decimal number.
 */
export const cardDetector: Detector = {
  kind: "card",
  matchAt(text, at) {
    if (!isDigit(byteAt(text, at))) return NO_MATCH;
    if (!startsFresh(text, at) || followsPoint(text, at)) return NO_MATCH;
    const ends = possibleEnds(text, at);
    return ends.find((end) => isCard(text, at, end)) ?? NO_MATCH;
  },
};

/** Longest first. */
function possibleEnds(text: Uint8Array, at: number): readonly number[] {
  const first = digitRun(text, at);
  if (first >= CARD_DIGITS_MIN && first <= CARD_DIGITS_MAX) return [at + first];
  const separator = byteAt(text, at + 4);
  if (first !== 4 || (separator !== 0x20 && separator !== 0x2d)) return [];
  const groups = groupsOf(text, at, separator);
  return GROUPINGS.filter((grouping) => startsWith(groups, grouping)).map(
    (grouping) => at + grouping.reduce((sum, digits) => sum + digits + 1, -1),
  );
}

function startsWith(groups: readonly number[], grouping: readonly number[]): boolean {
  return grouping.every((digits, index) => groups[index] === digits);
}

/** Digits of the first groups that the separator joins. */
function groupsOf(text: Uint8Array, from: number, separator: number): readonly number[] {
  const groups: number[] = [];
  let at = from;
  while (groups.length < CARD_GROUPS_MAX) {
    const run = digitRun(text, at);
    groups.push(run);
    at += run + 1;
    if (byteAt(text, at - 1) !== separator) break;
  }
  return groups;
}

function isCard(text: Uint8Array, at: number, end: number): boolean {
  const digits = [...text.subarray(at, end)].filter(isDigit).map((byte) => byte - 0x30);
  const [a = 0, b = 0, c = 0, d = 0] = digits;
  const lengths = CARD_LENGTHS[a * 1000 + b * 100 + c * 10 + d] ?? 0;
  const known = (lengths >> (digits.length - CARD_DIGITS_MIN)) & 1;
  return known === 1 && passesLuhn(digits) && endsFresh(text, end) && !precedesPoint(text, end);
}

function passesLuhn(digits: readonly number[]): boolean {
  const sum = digits.reduce((total, digit, index) => {
    const doubled = (digits.length - index) % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

function cardLengths(): Uint8Array {
  const table = new Uint8Array(10_000);
  for (const { from, to, digits } of ISSUERS) {
    const bits = digits.reduce((sum, length) => sum | (1 << (length - CARD_DIGITS_MIN)), 0);
    table.fill(bits, from, to + 1);
  }
  return table;
}
