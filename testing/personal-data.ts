import type { MaskKind } from "@/domain/masking/masking-rule";
import { grouped, ibanOf, inFours, pad, withLuhn } from "./checked-numbers";
import { NATIONAL_IDS } from "./labelled/national-ids";
import { PERSONAL_NUMBERS } from "./labelled/personal-numbers";
import { SPOKEN_VALUES, surroundingsOf } from "./labelled/spoken-values";
import { vatNumber } from "./labelled/vat-numbers";
import { walletAddress } from "./labelled/wallets";
import { apiKey, jwt, macAddress, privateKey } from "./secret-values";

/** Numbers from a seed: the same seed gives the same data on every machine. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 to `below` - 1. */
  int(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  between(least: number, most: number): number {
    return least + this.int(most - least + 1);
  }

  pick<T>(from: readonly T[]): T {
    const value = from[this.int(from.length)];
    if (value === undefined) throw new RangeError("nothing to pick from");
    return value;
  }

  digits(count: number): string {
    return Array.from({ length: count }, () => this.int(10)).join("");
  }

  hex(count: number): string {
    return Array.from({ length: count }, () => this.int(16).toString(16)).join("");
  }
}

/** A piece of text; `kind` says that all of it is one value of that kind, `null` that it holds none. */
export interface Labelled {
  readonly text: string;
  readonly kind: MaskKind | null;
}

const FIRST_NAMES =
  "Ada Ben Chloé Dmitri Elif Farid Greta Hugo Ines Jonas Kenji Lena Maya Noor Olga Pia".split(" ");
const LAST_NAMES =
  "Abbott Becker Chen Dubois Evans Fischer Garcia Haas Ito Jensen Kowalski Lopez Müller Novak".split(
    " ",
  );
const DOMAINS = [
  "example.com",
  "mail.example.org",
  "corp-mail.example.net",
  "example.co.uk",
  "firma.example.de",
];
const WORDS = (
  "account address arrived asked before blue called carrier confirmed customer delivered delivery desk " +
  "door evening invoice late left letter likes manager moved neighbour order parcel pays prefers refund regular " +
  "returned second since small storage street ticket twice version waits weekly without"
).split(" ");

/** One value of a kind, valid in every check that the detectors make. */
export function personalValue(random: SeededRandom, kind: MaskKind): string {
  return VALUES[kind](random);
}

const VALUES: Readonly<Record<MaskKind, (random: SeededRandom) => string>> = {
  email: (random) =>
    `${random.pick(FIRST_NAMES).toLowerCase()}${random.pick([".", "_", "+x.", ""])}${random.pick(LAST_NAMES).toLowerCase()}${random.int(100)}@${random.pick(DOMAINS)}`,
  ssn: (random) =>
    `${pad(random.between(1, 665), 3)}-${pad(random.between(1, 99), 2)}-${pad(random.between(1, 9999), 4)}`,
  card: cardNumber,
  iban,
  phone,
  ip: (random) => (random.int(10) === 0 ? ipV6(random) : ipV4(random)),
  jwt,
  pem: privateKey,
  apikey: apiKey,
  mac: macAddress,
  ...NATIONAL_IDS,
  ...SPOKEN_VALUES,
  vat: vatNumber,
  wallet: walletAddress,
  ...PERSONAL_NUMBERS,
};

/** Such a value behind the words, and in the address, that it is known by. */
export function spokenValue(random: SeededRandom, kind: MaskKind): readonly Labelled[] {
  const { before, after } = surroundingsOf(random, kind);
  const value = { text: personalValue(random, kind), kind };
  return [{ text: before, kind: null }, value, { text: after, kind: null }];
}

/** Looks like personal data and is none: the shapes that detectors get wrong. */
export function decoy(random: SeededRandom): string {
  return random.pick(DECOYS)(random);
}

const DECOYS: readonly ((random: SeededRandom) => string)[] = [
  uuid,
  timestamp,
  (random) => `${random.between(1, 99_999)}.${random.digits(2)}`,
  (random) => `0.${random.digits(16)}`,
  (random) => `ORD-${random.between(2015, 2029)}-${random.digits(7)}`,
  (random) => `${random.int(20)}.${random.int(40)}.${random.int(100)}`,
  (random) => `v${random.int(20)}.${random.int(40)}.${random.int(100)}.${random.int(9)}`,
  (random) =>
    `${random.between(256, 999)}.${random.int(256)}.${random.int(256)}.${random.int(256)}`,
  brokenCard,
  (random) => breakLastDigit(iban(random)).replaceAll(" ", ""),
  (random) => `000-${random.digits(2)}-${random.digits(4)}`,
  (random) => `9${random.digits(2)}-${random.digits(2)}-${random.digits(4)}`,
  (random) => random.digits(10),
  (random) => `f${random.hex(31)}`,
  (random) => `${random.pick(WORDS)}@${random.pick(WORDS)}`,
  (random) => `${random.digits(2)}:${random.digits(2)}:${random.digits(2)}`,
  (random) => Array.from({ length: 7 }, () => random.hex(2)).join(":"),
  (random) => `+${random.digits(2)}:00`,
];

function prose(random: SeededRandom, words: number): string {
  return Array.from({ length: words }, () => random.pick(WORDS)).join(" ");
}

/** Twenty columns as a shop keeps them; 6 of them are personal. Never tabs, newlines or NULL. */
export const CUSTOMER_COLUMNS = [
  "id",
  "key",
  "name",
  "contact",
  "mobile",
  "tax_ref",
  "pay_ref",
  "bank_ref",
  "origin",
  "created",
  "updated",
  "balance",
  "order_number",
  "client",
  "street",
  "note",
  "score",
  "state",
  "tracking",
  "digest",
] as const;

export function customerRow(random: SeededRandom, id: number): readonly Labelled[] {
  const personal = (kind: MaskKind) => ({ text: personalValue(random, kind), kind });
  const plain = (text: string) => ({ text, kind: null });
  return [
    plain(String(id)),
    plain(uuid(random)),
    plain(`${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`),
    personal("email"),
    personal("phone"),
    personal("ssn"),
    personal("card"),
    personal("iban"),
    personal("ip"),
    plain(timestamp(random)),
    plain(timestamp(random)),
    plain(`${random.between(1, 99_999)}.${random.digits(2)}`),
    plain(`ORD-${random.between(2015, 2029)}-${random.digits(7)}`),
    plain(`${random.int(20)}.${random.int(40)}.${random.int(100)}`),
    plain(
      `${random.between(1, 250)} ${random.pick(LAST_NAMES)} ${random.pick(["Street", "Road", "Lane"])}`,
    ),
    plain(prose(random, random.between(3, 12))),
    plain(`0.${random.digits(12)}`),
    plain(random.pick(["new", "active", "paused", "closed"])),
    plain(brokenCard(random)),
    plain(`f${random.hex(15)}`),
  ];
}

/** A line of a service's log, without its newline. */
export function logLine(random: SeededRandom, kind: MaskKind | null): readonly Labelled[] {
  const head = `${timestamp(random)} ${random.pick(["INFO", "WARN", "DEBUG"])} [${random.pick(WORDS)}-${random.int(16)}] `;
  const request = `request=${uuid(random)} ${random.pick(WORDS)} took ${random.int(900)}ms, ${random.int(99_999)} bytes: `;
  const tail = `${prose(random, random.between(4, 12))} (build ${random.int(20)}.${random.int(40)}.${random.int(100)})`;
  if (kind === null) return [{ text: head + request + tail, kind: null }];
  const { before, after } = surroundingsOf(random, kind);
  return [
    { text: `${head}${request}${random.pick(WORDS)}=${before}`, kind: null },
    { text: personalValue(random, kind), kind },
    { text: `${after}, ${tail}`, kind: null },
  ];
}

function cardNumber(random: SeededRandom): string {
  const [prefix, length] = random.pick([
    ["4", 16],
    ["52", 16],
    ["34", 15],
    ["6011", 16],
    ["3528", 16],
    ["2221", 16],
  ] as const);
  const digits = withLuhn(prefix + random.digits(length - prefix.length - 1));
  if (length === 15) return random.pick([digits, grouped(digits, [4, 6, 5], " ")]);
  return random.pick([
    digits,
    grouped(digits, [4, 4, 4, 4], " "),
    grouped(digits, [4, 4, 4, 4], "-"),
  ]);
}

/** Right in everything but its Luhn digit. */
function brokenCard(random: SeededRandom): string {
  return breakLastDigit(withLuhn(`4${random.digits(14)}`));
}

function breakLastDigit(digits: string): string {
  return digits.slice(0, -1) + ((Number(digits.slice(-1)) + 1) % 10);
}

function iban(random: SeededRandom): string {
  const [country, bban] = random.pick([
    ["DE", random.digits(18)],
    ["FR", random.digits(23)],
    ["ES", random.digits(20)],
    ["GB", `WEST${random.digits(14)}`],
    ["NL", `ABNA${random.digits(10)}`],
  ] as const);
  const account = ibanOf(country, bban);
  return random.int(3) === 0 ? inFours(account) : account;
}

function phone(random: SeededRandom): string {
  const local = `${random.between(2, 9)}${random.digits(2)}`;
  const exchange = `${random.between(2, 9)}${random.digits(2)}`;
  const line = random.digits(4);
  return random.pick([
    `(${local}) ${exchange}-${line}`,
    `${local}-${exchange}-${line}`,
    `+1 ${local} ${exchange} ${line}`,
    `+49 15${random.int(10)} ${random.between(1, 9)}${random.digits(7)}`,
    `+33 6 ${grouped(random.digits(8), [2, 2, 2, 2], " ")}`,
    `020 7${random.digits(3)} ${line}`,
    `0${random.between(1, 9)} ${grouped(random.digits(8), [2, 2, 2, 2], " ")}`,
    `+447${random.digits(9)}`,
  ]);
}

function ipV4(random: SeededRandom): string {
  return Array.from({ length: 4 }, () => random.int(256)).join(".");
}

function ipV6(random: SeededRandom): string {
  return `2001:db8:${random.hex(4)}::${random.hex(3)}${random.int(10)}`;
}

function uuid(random: SeededRandom): string {
  return [8, 4, 4, 4, 12].map((length) => random.hex(length)).join("-");
}

function timestamp(random: SeededRandom): string {
  const date = `${random.between(2015, 2029)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`;
  const time = `${pad(random.int(24), 2)}:${pad(random.int(60), 2)}:${pad(random.int(60), 2)}`;
  return `${date} ${time}.${random.digits(6)}+00`;
}
