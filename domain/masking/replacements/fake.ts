import type { MaskKind } from "../masking-rule";
import { KeyedStream } from "./keyed-stream";
import type { KeyedDigest } from "./replacement";
import { bytesOf, normalised } from "./value-form";

const LIMITS = { attemptsMax: 8 } as const;
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const HEX = "0123456789abcdef";
const DOMAIN_LETTERS = 8;

type Make = (form: string, stream: KeyedStream) => string | null;

const MAKERS: Readonly<Partial<Record<MaskKind, Make>>> = {
  email: fakeEmail,
  ssn: fakeSsn,
  card: fakeCard,
  iban: fakeIban,
  phone: fakePhone,
  ip: fakeIp,
  mac: fakeMac,
};

/**
 * Another value of the same form, the same one each time and however the value is written; never the
 * value itself. `null` where none can be made. Two values may have the same fake.
 */
export function fakeOf(form: string, kind: MaskKind, digest: KeyedDigest): string | null {
  const make = MAKERS[kind];
  const original = normalised(bytesOf(form), kind);
  for (let attempt = 0; make !== undefined && attempt < LIMITS.attemptsMax; attempt += 1) {
    const stream = new KeyedStream(digest, { use: `fake.${attempt}`, kind, of: original });
    const fake = make(form, stream);
    if (fake === null) return null;
    if (!isSame(normalised(bytesOf(fake), kind), original)) return fake;
  }
  return null;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, at) => byte === other[at]);
}

/** `.example` is nobody's, by RFC 2606. */
function fakeEmail(form: string, stream: KeyedStream): string {
  const local = form.slice(0, form.indexOf("@"));
  const domain = Array.from({ length: DOMAIN_LETTERS }, () => stream.of(LOWER)).join("");
  return `${local.replace(/[A-Za-z0-9\x80-\xff]/g, (one) => alike(one, stream))}@${domain}.example`;
}

/** Of an area, group and serial that are given out, so that it is taken for one. */
function fakeSsn(form: string, stream: KeyedStream): string {
  const number = () => stream.below(256) * 256 + stream.below(256);
  const area = 1 + (number() % 665);
  const digits = `${String(area).padStart(3, "0")}${padded(1 + (number() % 99), 2)}`;
  return refilled(form, `${digits}${padded(1 + (number() % 9_999), 4)}`);
}

/** First digits of an issuer that has cards of so many digits. */
const CARD_STARTS: Readonly<Record<number, string>> = {
  ...{ 13: "4", 14: "36", 15: "34", 16: "4", 17: "2200", 18: "2200", 19: "4" },
};

function fakeCard(form: string, stream: KeyedStream): string | null {
  const length = form.replace(/\D/g, "").length;
  const start = CARD_STARTS[length];
  if (start === undefined) return null;
  let digits = start;
  while (digits.length < length - 1) digits += stream.below(10);
  return refilled(form, digits + luhnDigit(digits));
}

function luhnDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** Of the same country: its letters say how long the number is. */
function fakeIban(form: string, stream: KeyedStream): string {
  const country = form.slice(0, 2);
  const account = form.slice(4).replace(/[A-Za-z0-9]/g, (one) => alike(one, stream));
  const characters = `${account}${country}00`.toLowerCase().replace(/[^a-z0-9]/g, "");
  let rest = 0;
  for (const one of characters) {
    const value = Number.parseInt(one, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return `${country}${padded(98 - rest, 2)}${account}`;
}

/** A 0 or 1 that begins a group says what kind of number it is, and stays; a 0 stays the only one. */
function fakePhone(form: string, stream: KeyedStream): string {
  return form.replace(/\d+/g, (group) => {
    const [first = "", second, ...rest] = group;
    const start = first < "2" ? first : String(2 + stream.below(8));
    const next = second === undefined ? "" : String(1 + stream.below(9));
    return start + next + rest.map(() => stream.below(10)).join("");
  });
}

/** Of blocks that no host has: 240.0.0.0/4 and 2001:db8::/32. */
function fakeIp(form: string, stream: KeyedStream): string {
  if (!form.includes(":")) {
    return [240 + stream.below(15), ...[1, 2, 3].map(() => stream.below(256))].join(".");
  }
  const groups = Array.from({ length: 6 }, () =>
    (1 + ((stream.below(256) << 8) | stream.below(255))).toString(16),
  );
  return ["2001", "db8", ...groups].join(":");
}

/** One that an administrator gave, not a vendor. */
function fakeMac(form: string, stream: KeyedStream): string {
  const isUpper = /[A-F]/.test(form);
  const digits = form.replace(/[0-9A-Fa-f]/g, (_, at: number) => {
    return stream.of(at === 1 ? "26ae" : HEX);
  });
  return isUpper ? digits.toUpperCase() : digits;
}

/** A digit for a digit, a letter for a letter of the same case. */
function alike(character: string, stream: KeyedStream): string {
  if (character >= "0" && character <= "9") return String(stream.below(10));
  const letter = stream.of(LOWER);
  return character >= "A" && character <= "Z" ? letter.toUpperCase() : letter;
}

/** The digits in the places of the form's, what stands between them left. */
function refilled(form: string, digits: string): string {
  let at = 0;
  return form.replace(/\d/g, () => digits.charAt(at++));
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
