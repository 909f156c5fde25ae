import { byteAt, endsFresh, isDigit, isLetter, startsFresh } from "../byte-class";
import { type Detector, NO_MATCH } from "./detector";

/** Characters of an account number by country, from the registry of ISO 13616. */
const COUNTRIES =
  "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 " +
  "DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 " +
  "IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 " +
  "MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 " +
  "SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

/** At 26 × first letter + second letter: the length, 0 where there is no such country. */
export const IBAN_LENGTHS: Uint8Array = ibanLengths();

/**
 *   iban = 2LETTER 2DIGIT then letters and digits, without spaces or with one after each four
 *
 * Upper or lower case. The country decides the length, the remainder by 97 must be 1.
 */
export const ibanDetector: Detector = {
  kind: "iban",
  matchAt(text, at) {
    const length = countryLength(text, at);
    if (length === 0 || !startsFresh(text, at)) return NO_MATCH;
    const spaced = byteAt(text, at + 4) === 0x20;
    const end = at + length + (spaced ? Math.floor((length - 1) / 4) : 0);
    const characters = charactersOf(text.subarray(at, end), spaced);
    if (characters === null || characters.length !== length) return NO_MATCH;
    return endsFresh(text, end) && remainder(characters) === 1 ? end : NO_MATCH;
  },
};

function countryLength(text: Uint8Array, at: number): number {
  const first = byteAt(text, at);
  const second = byteAt(text, at + 1);
  if (!isLetter(first) || !isLetter(second)) return 0;
  if (!isDigit(byteAt(text, at + 2)) || !isDigit(byteAt(text, at + 3))) return 0;
  return IBAN_LENGTHS[26 * letterIndex(first) + letterIndex(second)] ?? 0;
}

/** The values 0 to 35 of the characters without their spaces, `null` when anything else is among them. */
function charactersOf(text: Uint8Array, spaced: boolean): readonly number[] | null {
  const values: number[] = [];
  for (const [index, byte] of text.entries()) {
    if (spaced && index % 5 === 4) {
      if (byte !== 0x20) return null;
    } else if (isDigit(byte)) values.push(byte - 0x30);
    else if (isLetter(byte)) values.push(10 + letterIndex(byte));
    else return null;
  }
  return values;
}

/** Of the number that the characters make when the first four go to the end. */
function remainder(characters: readonly number[]): number {
  return [...characters.slice(4), ...characters.slice(0, 4)].reduce(
    (rest, value) => (rest * (value > 9 ? 100 : 10) + value) % 97,
    0,
  );
}

function letterIndex(byte: number): number {
  return (byte | 0x20) - 0x61;
}

function ibanLengths(): Uint8Array {
  const table = new Uint8Array(26 * 26);
  for (const entry of COUNTRIES.split(" ")) {
    table[26 * letterIndex(entry.charCodeAt(0)) + letterIndex(entry.charCodeAt(1))] = Number(
      entry.slice(2),
    );
  }
  return table;
}
