import { ibanOf, inFours, pad, withLuhn } from "../checked-numbers";
import type { SeededRandom } from "../personal-data";
import { apiKey, jwt, macAddress, privateKey } from "../secret-values";
import type { Country } from "./countries";
import { fill } from "./fill";
import { NATIONAL_IDS } from "./national-ids";
import { PERSONAL_NUMBERS } from "./personal-numbers";
import { SPOKEN_VALUES } from "./spoken-values";
import { vatNumber } from "./vat-numbers";
import { walletAddress } from "./wallets";

type Make = (random: SeededRandom, country: Country) => string;

/** Values of every label. */
const VALUES: Readonly<Record<string, Make>> = {
  email: (random, { names, mailDomains }) => {
    const parts = random.pick(names).toLowerCase().replaceAll("'", "").split(" ");
    const joined = parts.join(random.pick([".", "_", "-", ""]));
    return `${joined}${random.pick(["", "+shop", String(random.int(100))])}@${random.pick(mailDomains)}`;
  },
  phone: (random, { phones }) => fill(random, random.pick(phones)),
  "bare-phone": (random, { barePhones }) => fill(random, random.pick(barePhones)),
  ssn: (random) =>
    `${pad(random.between(1, 665), 3)}-${pad(random.between(1, 99), 2)}-${pad(random.between(1, 9999), 4)}`,
  card: (random) => {
    const prefix = random.pick(["4", "51", "34", "6011", "3528", "2221", "2200", "6521"]);
    const length = prefix === "34" ? 15 : 16;
    const number = withLuhn(prefix + random.digits(length - prefix.length - 1));
    return length === 16 && random.int(2) === 0 ? inFours(number) : number;
  },
  iban: (random, { code, account }) => {
    const number = ibanOf(code, fill(random, account));
    return random.int(3) === 0 ? inFours(number) : number;
  },
  ip: (random) =>
    random.pick([
      `${random.between(1, 223)}.${random.int(256)}.${random.int(256)}.${random.int(256)}`,
      `10.${random.int(256)}.${random.int(256)}.${random.int(256)}`,
      fill(random, "2001:db8:~~~~::~~~#"),
      fill(random, "fe80::~~~~:~~ff:fe~~:~~~#"),
    ]),
  ...{ jwt, pem: privateKey, apikey: apiKey, mac: macAddress },
  name: (random, { names }) => random.pick(names),
  street: (random, { street }) => fill(random, street),
  // In a cell of their own only their columns tell them.
  "bare-birthdate": (random, { date }) => dateIn(random, date),
  "bare-bsn": NATIONAL_IDS.bsn,
  vat: vatNumber,
  wallet: walletAddress,
  ...PERSONAL_NUMBERS,
  ...NATIONAL_IDS,
  ...SPOKEN_VALUES,
};

/** What looks like a value and is none. */
const NEGATIVES: Readonly<Record<string, Make>> = {
  order: (random) =>
    fill(
      random,
      random.pick([
        "ORD-20##-#######",
        "#########",
        "2024#######",
        "A-######",
        "PO#######",
        "####-#####",
        "XX####",
      ]),
    ),
  hash: (random) => random.hex(random.pick([7, 8, 12, 32, 40, 64])),
  timestamp: (random) => {
    const date = `20${random.between(10, 29)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`;
    const time = `${pad(random.int(24), 2)}:${pad(random.int(60), 2)}:${pad(random.int(60), 2)}`;
    return random.pick([
      `${date} ${time}.${random.digits(6)}+00`,
      `${date}T${time}Z`,
      `17${random.digits(8)}`,
      `17${random.digits(11)}`,
      time,
    ]);
  },
  part: (random) =>
    fill(
      random,
      random.pick([
        "??-####-##",
        "?##-###-?",
        "####.###.##",
        "##?####",
        "???######",
        "#-###-#####-#",
      ]),
    ),
  version: (random) =>
    fill(
      random,
      random.pick(["v#.#.#", "#.##.#", "1##.0.####.###", "10.0.XX###.1###", "2.#.#-rc.#"]),
    ),
  uuid: (random) => [8, 4, 4, 4, 12].map((length) => random.hex(length)).join("-"),
  decimal: (random, { decimal }) =>
    random.pick([
      `${random.int(99_999)}${decimal}${random.digits(2)}`,
      `0.${random.digits(random.between(8, 17))}`,
      `-${random.int(180)}.${random.digits(7)}`,
    ]),
  // Right in everything but a check: a card's digit, an account's, a number of an area never given.
  broken: (random) =>
    random.pick([
      broken(withLuhn(`4${random.digits(14)}`)),
      broken(ibanOf("DE", random.digits(18))),
      `9${random.digits(2)}-${random.digits(2)}-${random.digits(4)}`,
      `${random.between(256, 999)}.${random.int(256)}.${random.int(256)}.${random.int(256)}`,
      `eyJ${random.hex(20)}`, // Half a token.
      `ghp_${random.hex(12)}`,
      Array.from({ length: random.pick([4, 5, 7]) }, () => random.hex(2)).join(
        random.pick([":", "-"]),
      ),
      broken(NATIONAL_IDS.cpf(random)),
      broken(NATIONAL_IDS.taxid(random)),
      broken(NATIONAL_IDS.ahv(random)),
      broken(`IT${withLuhn(random.digits(10))}`),
      broken(NATIONAL_IDS.sin(random)),
      fill(random, "######-####"), // Dates and checks of persons are right in one of a hundred.
      fill(random, "4419##17########4#"),
      `${random.pick(["1", "3"])}${fill(random, "*************************").replaceAll("0", "Z")}`,
      `bc1q${random.hex(38).replaceAll(/[1b]/g, "q")}`,
      `0x${random.hex(64)}`,
      fill(random, "#?*#-?*#-????"),
      `${random.digits(8)}${random.pick(["I", "O", "U"])}`, // Letters that check nothing.
      `GB${random.digits(6)}A`,
      `1${random.digits(3)} ${random.digits(4)} ${random.digits(4)}`,
      `${random.pick(["pkg", "react", "user"])}@${random.int(20)}.${random.int(10)}.${random.int(10)}`,
    ]),
  date: (random, { date }) => dateIn(random, date),
  id: (random) => String(random.between(1, 9_999_999)),
};

/** A value of the label; one of the hard negatives, by their own names, is labelled as nothing. */
export function labelledValue(
  random: SeededRandom,
  country: Country,
  name: string,
): { readonly text: string; readonly label: string | null } {
  const value = VALUES[name];
  const make = value ?? NEGATIVES[name];
  if (make === undefined) throw new RangeError(`nothing is known of ${name}`);
  return { text: make(random, country), label: value === undefined ? null : name };
}

function broken(digits: string): string {
  return digits.slice(0, -1) + ((Number(digits.slice(-1)) + 1) % 10);
}

function dateIn(random: SeededRandom, form: string): string {
  return form
    .replace("YYYY", String(random.between(1930, 2012)))
    .replace("MM", pad(random.between(1, 12), 2))
    .replace("DD", pad(random.between(1, 28), 2));
}
