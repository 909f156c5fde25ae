import { grouped, pad, withLuhn } from "../checked-numbers";
import type { SeededRandom } from "../personal-data";
import { fill } from "./fill";

/** National numbers with their right check digits, as their holders write them. */
export const NATIONAL_IDS = {
  nhs: (random) =>
    grouped(
      until(() => withMod11(`${random.between(1, 9)}${random.digits(8)}`)),
      [3, 3, 4],
      " ",
    ),
  nino: (random) => {
    const number = `${random.pick(["AB", "CE", "JK", "PW", "YZ"])}${random.digits(6)}${random.pick(["A", "B", "C", "D"])}`;
    return random.pick([number, grouped(number, [2, 2, 2, 2, 1], " ")]);
  },
  taxid: (random) => {
    const number = germanTaxId(random);
    return random.pick([number, grouped(number, [2, 3, 3, 3], " ")]);
  },
  nir: (random) => {
    const number = `${random.between(1, 2)}${random.digits(2)}${pad(random.between(1, 12), 2)}${pad(random.between(1, 95), 2)}${random.digits(6)}`;
    const whole = number + pad(97 - Number(BigInt(number) % 97n), 2);
    return random.pick([whole, grouped(whole, [1, 2, 2, 2, 3, 3, 2], " ")]);
  },
  dni: (random) => {
    const foreign = random.int(4) === 0 ? random.between(0, 2) : null;
    const digits = random.digits(foreign === null ? 8 : 7);
    const letter = "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Number(`${foreign ?? ""}${digits}`) % 23);
    return `${foreign === null ? "" : "XYZ".charAt(foreign)}${digits}${random.pick(["", "-"])}${letter}`;
  },
  codice,
  bsn: (random) => until(() => dutch(random.digits(8))),
  ahv: (random) => {
    const digits = `756${random.digits(9)}`;
    const sum = [...digits].reduce(
      (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
      0,
    );
    return grouped(`${digits}${(10 - (sum % 10)) % 10}`, [3, 4, 4, 2], ".");
  },
  cpf: (random) => {
    const number = brazilian(brazilian(random.digits(9), 10), 11);
    return `${grouped(number.slice(0, 9), [3, 3, 3], ".")}-${number.slice(9)}`;
  },
  cnpj: (random) => {
    const number = brazilian(brazilian(`${random.digits(8)}0001`, 5), 6);
    return `${grouped(number.slice(0, 8), [2, 3, 3], ".")}/${number.slice(8, 12)}-${number.slice(12)}`;
  },
  aadhaar: (random) => grouped(withVerhoeff(fill(random, "N##########")), [4, 4, 4], " "),
  sin: (random) => {
    const digits = withLuhn(`${random.pick(Array.from("12345679"))}${random.digits(7)}`);
    return grouped(digits, [3, 3, 3], random.pick([" ", "-"]));
  },
} satisfies Readonly<Record<string, (random: SeededRandom) => string>>;

function until(make: () => string | null): string {
  for (;;) {
    const made = make();
    if (made !== null) return made;
  }
}

function withMod11(digits: string): string | null {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? null : digits + check;
}

function dutch(digits: string): string | null {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (9 - at), 0);
  return sum % 11 === 10 || /^0+$/.test(digits) ? null : digits + (sum % 11);
}

/** Weights fall from the first to 2, then begin again at 9. */
function brazilian(digits: string, first: number): string {
  let weight = first;
  let sum = 0;
  for (const digit of digits) {
    sum += Number(digit) * weight;
    weight = weight === 2 ? 9 : weight - 1;
  }
  return `${digits}${sum % 11 < 2 ? 0 : 11 - (sum % 11)}`;
}

/** Ten digits of which one comes twice and one never, then the check of ISO 7064 MOD 11,10. */
function germanTaxId(random: SeededRandom): string {
  const left = Array.from("0123456789");
  const digits: string[] = [];
  while (left.length > 1) digits.push(...left.splice(random.int(left.length), 1));
  digits.splice(random.int(9), 0, random.pick(digits));
  if (digits[0] === "0")
    digits.push(
      ...digits.splice(
        0,
        digits.findIndex((digit) => digit !== "0"),
      ),
    );
  return withIsoCheck(digits.join(""));
}

/** The check digit of ISO 7064 MOD 11,10 behind them. */
export function withIsoCheck(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return `${digits}${(11 - product) % 10}`;
}

const ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function codice(random: SeededRandom): string {
  const day = random.between(1, 31) + 40 * random.int(2);
  const body = `${fill(random, "??????##")}${random.pick(Array.from("ABCDEHLMPRST"))}${pad(day, 2)}${fill(random, "?###")}`;
  const sum = [...body].reduce((total, character, at) => {
    const value = Number.parseInt(character, 36) - (/\d/.test(character) ? 0 : 10);
    return total + (at % 2 === 0 ? (ODD[value] ?? 0) : value);
  }, 0);
  return body + String.fromCharCode(65 + (sum % 26));
}

/** The check digit of Verhoeff: products and powers in the dihedral group of ten elements. */
function withVerhoeff(digits: string): string {
  const multiply = (a: number, b: number) => {
    if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
    return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
  };
  const permute = (digit: number, times: number): number =>
    times === 0 ? digit : permute([1, 5, 7, 6, 2, 8, 3, 0, 9, 4][digit] ?? 0, times - 1);
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => multiply(total, permute(Number(digit), (at + 1) % 8)), 0);
  return `${digits}${sum < 5 ? (5 - sum) % 5 : sum}`;
}
