import { grouped, pad, withLuhn } from "../checked-numbers";
import type { SeededRandom } from "../personal-data";
import { fill } from "./fill";

const MEDICARE = Array.from("ACDEFGHJKMNPQRTUVWXY");
const VALUES = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

/** Numbers of persons of four countries, and of Medicare, as their holders write them. */
export const PERSONAL_NUMBERS = {
  mbi: (random) =>
    random.pick(["CA*NA*NAANN", "CA*N-A*N-AANN"]).replace(/[CAN*]/g, (place) => {
      if (place === "C") return String(random.between(1, 9));
      const isDigit = place === "N" || (place === "*" && random.int(2) === 0);
      return isDigit ? random.digits(1) : random.pick(MEDICARE);
    }),
  personid: (random) => random.pick([chinese, korean, swedish, mexican])(random),
} satisfies Readonly<Record<string, (random: SeededRandom) => string>>;

/** Year, month and day. */
function birthday(random: SeededRandom): string {
  const year = random.between(1930, 2012);
  return `${year}${pad(random.between(1, 12), 2)}${pad(random.between(1, 28), 2)}`;
}

function chinese(random: SeededRandom): string {
  const base = `${random.between(11, 65)}${random.digits(4)}${birthday(random)}${random.digits(3)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(base.charAt(at)), 0);
  return base + "10X98765432".charAt(sum % 11);
}

function korean(random: SeededRandom): string {
  const base = `${birthday(random).slice(2)}${random.between(1, 4)}${random.digits(5)}`;
  const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(base.charAt(at)), 0);
  return grouped(`${base}${(11 - (sum % 11)) % 10}`, [6, 7], "-");
}

function swedish(random: SeededRandom): string {
  const born = birthday(random);
  const number = withLuhn(`${born.slice(2)}${random.digits(3)}`);
  return `${random.pick(["", born.slice(0, 2)])}${grouped(number, [6, 4], "-")}`;
}

function mexican(random: SeededRandom): string {
  const vowel = random.pick(Array.from("AEIOUX"));
  const place = random.pick(["DF", "JC", "NL", "MC", "VZ"]);
  const consonants = Array.from({ length: 3 }, () =>
    random.pick(Array.from("BCDFGHJKLMNPQRSTVWXYZ")),
  );
  const base = `${fill(random, "?")}${vowel}${fill(random, "??")}${birthday(random).slice(2)}${random.pick(["H", "M"])}${place}${consonants.join("")}${fill(random, random.pick(["#", "?"]))}`;
  const sum = [...base].reduce((total, one, at) => total + VALUES.indexOf(one) * (18 - at), 0);
  return `${base}${(10 - (sum % 10)) % 10}`;
}
