import { grouped, pad, withLuhn } from "../checked-numbers";
import type { SeededRandom } from "../personal-data";
import { NATIONAL_IDS, withIsoCheck } from "./national-ids";

const FORMS: readonly ((random: SeededRandom) => string)[] = [
  (random) => `AT${random.pick(["", " "])}U${austrian(random.digits(7))}`,
  (random) => {
    const base = `0${random.between(200, 799)}${random.digits(4)}`;
    const number = base + pad(97 - (Number(base) % 97), 2);
    return random.pick([`BE${number}`, `BE ${grouped(number, [4, 3, 3], ".")}`]);
  },
  (random) =>
    `DE${random.pick(["", " "])}${withIsoCheck(`${random.between(1, 9)}${random.digits(7)}`)}`,
  (random) => `ES${random.pick(Array.from("ABFGJ"))}${spanish(random)}`,
  (random) => `ES${NATIONAL_IDS.dni(random).replace("-", "")}`,
  (random) => {
    const siren = withLuhn(random.digits(8));
    const number = pad((12 + 3 * (Number(siren) % 97)) % 97, 2) + siren;
    return random.pick([`FR${number}`, `FR ${grouped(number, [2, 3, 3, 3], " ")}`]);
  },
  (random) => `IT${withLuhn(random.digits(10))}`,
  (random) => `NL${NATIONAL_IDS.bsn(random)}B0${random.between(1, 9)}`,
  (random) => `PL${polish(random)}`,
];

/** A VAT number of one of eight countries, as invoices write it. */
export function vatNumber(random: SeededRandom): string {
  return random.pick(FORMS)(random);
}

/** Luhn's check of the digits from the left on, with four more in its sum. */
function austrian(digits: string): string {
  return `${digits}${(Number(withLuhn(`${digits}0`).slice(-1)) + 6) % 10}`;
}

/** The check is a digit, or the letter of its place. */
function spanish(random: SeededRandom): string {
  const number = withLuhn(random.digits(7));
  const check = Number(number.slice(-1));
  return random.pick([number, number.slice(0, -1) + "JABCDEFGHI".charAt(check)]);
}

function polish(random: SeededRandom): string {
  for (;;) {
    const digits = random.digits(9);
    const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    const sum = weights.reduce(
      (total, weight, at) => total + weight * Number(digits.charAt(at)),
      0,
    );
    if (sum % 11 < 10) return `${digits}${sum % 11}`;
  }
}
