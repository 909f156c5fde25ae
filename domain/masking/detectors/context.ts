import { byteAt, isHigh, isLetter } from "../byte-class";

/** What a word says of the value behind it. Numbers, because the engine reads them from a table of bytes. */
export const CONTEXT = {
  ...({ none: 0, filler: 1, birthdate: 2, bic: 3, bsn: 4, nhs: 5, passport: 6 } as const),
  /** `licence` alone is of software, too: only what a driver has is looked for. */
  ...({ licence: 7, licenceOfSome: 8, driver: 9 } as const),
};

const GAP_BYTES_MAX = 4;
const WORD_BYTES_MAX = 24;
const WORDS_MAX = 5;

const WORDS: readonly (readonly [context: number, words: string])[] = [
  [
    CONTEXT.filler,
    "no nr num number numbers n° nº numero número nummer numéro id code date is on was le am il el op em s e a",
  ],
  [
    CONTEXT.birthdate,
    "birth birthdate birthday dateofbirth dob born geboren geb geburt geburtsdatum geburtstag né née naissance " +
      "datenaissance nacimiento fechanacimiento nacido nacida nato nata nascita datanascita nascimento nascido " +
      "nascida geboorte geboortedatum",
  ],
  [CONTEXT.bic, "bic swift biccode swiftcode bicswift"],
  [CONTEXT.bsn, "bsn bsnnummer burgerservicenummer sofi sofinummer"],
  [CONTEXT.nhs, "nhs nhsnumber nhsno"],
  [
    CONTEXT.passport,
    "passport passportnumber passportno reisepass reisepassnummer passnummer passeport pasaporte passaporto " +
      "passaporte paspoort paspoortnummer",
  ],
  [
    CONTEXT.licence,
    "driverslicense driverslicence driverlicense driverlicence führerschein führerscheinnummer fuehrerschein " +
      "conduire conducir guida rijbewijs rijbewijsnummer",
  ],
  [CONTEXT.licenceOfSome, "license licence"],
  [CONTEXT.driver, "driver drivers driving"],
];

const CONTEXTS: ReadonlyMap<string, number> = new Map(
  WORDS.flatMap(([context, words]) => words.split(" ").map((word) => [latin1Of(word), context])),
);

/** The words as the engine reads them: bytes of the word, its bytes, its context; a zero ends the table. */
export const CONTEXT_TABLE: Uint8Array = Uint8Array.from(
  [...CONTEXTS].flatMap(([word, context]) => [
    word.length,
    ...[...word].map((byte) => byte.charCodeAt(0)),
    context,
  ]),
);

/**
 *   context = word gap *(filler gap)       gap = 1*4(" " / TAB / any of `:=">'#.()-_/`)
 *
 * What the words right before `at` say of a value there: `born on`, `"birth_date": "`, `BSN-nummer: `.
 * Five words at most are read, never across the end of a line or cell; the nearest has two bytes at least.
 */
export function contextBefore(text: Uint8Array, at: number): number {
  let end = at;
  let isLicence = false;
  for (let words = 0; words < WORDS_MAX; words += 1) {
    const gap = gapBefore(text, end);
    const from = gap === end ? gap : wordBefore(text, gap);
    if (words === 0 && gap - from === 1) return CONTEXT.none;
    const context = CONTEXTS.get(lowerCase(text.subarray(from, gap))) ?? CONTEXT.none;
    if (context === CONTEXT.driver) return isLicence ? CONTEXT.licence : CONTEXT.none;
    if (context === CONTEXT.licenceOfSome) isLicence = true;
    else if (context !== CONTEXT.filler) return context;
    end = from;
  }
  return CONTEXT.none;
}

function gapBefore(text: Uint8Array, end: number): number {
  let from = end;
  while (end - from < GAP_BYTES_MAX && GAP.has(byteAt(text, from - 1))) from -= 1;
  return from;
}

function wordBefore(text: Uint8Array, end: number): number {
  let from = end;
  while (end - from < WORD_BYTES_MAX && isSpoken(byteAt(text, from - 1))) from -= 1;
  return from;
}

const NOT_SPOKEN = [...Array(128).keys()].filter((byte) => !isSpoken(byte));

function isSpoken(byte: number): boolean {
  return isLetter(byte) || isHigh(byte);
}

function lowerCase(word: Uint8Array): string {
  return String.fromCharCode(...word.map((byte) => (isLetter(byte) ? byte | 0x20 : byte)));
}

/** One character a byte of UTF-8. */
function latin1Of(word: string): string {
  return String.fromCharCode(...new TextEncoder().encode(word));
}

const GAP: ReadonlySet<number> = new Set(new TextEncoder().encode(" \t:=\">'#.()-_/"));

/**
 * One bit by the last three bytes of a word, or a gap and two: seven bits of the first, and of the
 * others the five that are the same in both cases. What the engine rejects most words by unread.
 */
export const CONTEXT_ENDINGS: Uint8Array = contextEndings();

function contextEndings(): Uint8Array {
  const bits = new Uint8Array(16_384);
  const allow = (first: number, rest: number) => {
    const slot = ((first & 127) << 10) | rest;
    bits[slot >> 3] = (bits[slot >> 3] ?? 0) | (1 << (slot & 7));
  };
  for (const word of CONTEXTS.keys()) {
    const [last = 0, before = 0, first] = [...word].reverse().map((byte) => byte.charCodeAt(0));
    const rest = ((before & 31) << 5) | (last & 31);
    const firsts = first === undefined ? NOT_SPOKEN : [first, first & ~0x20];
    for (const byte of firsts) allow(byte, rest);
  }
  // A gap that looks like the last letter of a word to the engine.
  for (let other = 0; other < 128 * 32; other += 1) allow(other >> 5, ((other & 31) << 5) | 31);
  return bits;
}
