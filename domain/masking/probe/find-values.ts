import { type Channel, type Form, type Found, type Material, PROBE_LIMITS } from "./probe";

/** All that a client got of an attack, as text. */
export interface Said {
  /** Rows of all results, one behind the other, a text for each cell. */
  readonly rows: readonly (readonly string[])[];
  readonly texts: readonly { readonly channel: Channel; readonly text: string }[];
}

/** Hexadecimal digests of a value: who gets one can try guesses at leisure. */
export type DigestsOf = (value: string) => readonly string[];

interface Needle {
  readonly form: Form;
  readonly text: string;
}

interface Sought {
  readonly value: string;
  readonly needles: readonly Needle[];
  /** Without what may stand between: lower case letters and digits; `null`: too little to tell. */
  readonly spread: string | null;
  readonly numbers: string | null;
}

const LIMITS = {
  charactersMin: 4,
  /** Of a value of digits alone: shorter ones are in every count and date. */
  digitsMin: 6,
  spreadMin: 6,
  spreadDigitsMin: 9,
  /** So many different values among more rows than these are chance. */
  distinctMin: 3,
} as const;

/** Whether the first rows of a column have anything that can be looked for. */
export function materialOf(cells: readonly (string | null)[]): Material {
  if (cells.length === 0) return "empty";
  const values = new Set(cells.filter((cell) => cell !== null));
  if (values.size === 0) return "only-null";
  if (usable([...values]).length === 0) return "too-short";
  return values.size < LIMITS.distinctMin && cells.length > LIMITS.distinctMin
    ? "too-few"
    : "usable";
}

/** Those of the values that are long enough to be told from chance. */
export function usable(values: readonly string[]): readonly string[] {
  return [...new Set(values.map((value) => value.trim()))].filter((value) => {
    const min = /^\d+$/.test(value) ? LIMITS.digitsMin : LIMITS.charactersMin;
    return value.length >= min;
  });
}

/** Looks for values, in every form that a statement can easily give them, in what a client got. */
export class ValueFinder {
  private readonly sought: readonly Sought[];

  constructor(values: readonly string[], digestsOf: DigestsOf) {
    this.sought = usable(values)
      .slice(0, PROBE_LIMITS.rowsOfTableMax)
      .map((value) => soughtOf(value, digestsOf));
  }

  /** The first that is found; what the statement says by itself is no find. */
  find(said: Said, statement: string): Found | null {
    const typed = statement.toLowerCase();
    const sought = this.sought.filter(({ value }) => !typed.includes(value.toLowerCase()));
    const cells = cellsAsTexts(said.rows);
    const places: readonly { readonly channel: Channel; readonly texts: readonly string[] }[] = [
      { channel: "cells", texts: cells },
      ...said.texts.map(({ channel, text }) => ({ channel, texts: [text] })),
    ];
    for (const { channel, texts } of places) {
      const form = formIn(texts, sought);
      if (form !== null) return { form, channel };
    }
    return null;
  }
}

/** In rows and in columns, close together and apart: a value may come in pieces. */
function cellsAsTexts(rows: Said["rows"]): string[] {
  const width = Math.max(0, ...rows.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, place) => rows.map((row) => row[place] ?? ""));
  return [
    rows.map((row) => row.join("\u0000")).join("\n"),
    rows.map((row) => row.join("")).join("\n"),
    ...columns.flatMap((cells) => [cells.join(""), cells.join(" ")]),
  ];
}

function formIn(texts: readonly string[], sought: readonly Sought[]): Form | null {
  const all = texts.join("\n");
  const lower = all.toLowerCase();
  const unbroken = all.replaceAll(/\\?[\r\n]/g, "");
  for (const { needles } of sought) {
    const found = needles.find(({ form, text }) => {
      const where = form === "base64" ? unbroken : form === "other-case" ? lower : all;
      return where.includes(text);
    });
    if (found !== undefined) return found.form;
  }
  const numbers = texts.map((text) => ` ${text.replaceAll(/[^0-9]+/g, " ")} `);
  if (sought.some((one) => one.numbers !== null && has(numbers, one.numbers))) return "numbers";
  const letters = texts.map((text) => squeezed(text));
  return sought.some((one) => one.spread !== null && has(letters, one.spread)) ? "spread" : null;
}

function has(texts: readonly string[], needle: string): boolean {
  return texts.some((text) => text.includes(needle));
}

function soughtOf(value: string, digestsOf: DigestsOf): Sought {
  const part = value.slice(0, PROBE_LIMITS.valueCharactersMax);
  const letters = squeezed(part);
  const least = /^\d+$/.test(letters) ? LIMITS.spreadDigitsMin : LIMITS.spreadMin;
  const codes = Array.from(part, (one) => one.codePointAt(0)).join(" ");
  return {
    value: part,
    needles: [
      ...needlesOf(part),
      ...digestsOf(value).map((text) => ({ form: "digest", text }) as const),
    ],
    spread: letters.length < least ? null : letters,
    numbers: ` ${codes} `,
  };
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function needlesOf(value: string): Needle[] {
  const bytes = [...new TextEncoder().encode(value)];
  const hex = written(bytes, "", 16);
  const needles: Needle[] = [
    { form: "plain", text: value },
    { form: "other-case", text: value.toLowerCase() },
    { form: "reversed", text: Array.from(value).reverse().join("") },
    { form: "hex", text: hex },
    { form: "hex", text: hex.toUpperCase() },
    ...[0, 1, 2].map((shift) => ({ form: "base64", text: base64In(bytes, shift) }) as const),
    { form: "url", text: written(bytes, "%", 16) },
    { form: "url", text: encodeURIComponent(wellFormed(value)) },
    { form: "json", text: JSON.stringify(value).slice(1, -1) },
    { form: "json", text: written(bytes, "\\u00", 16) },
    { form: "octal", text: written(bytes, "\\", 8) },
    { form: "utf-16", text: Array.from(value, (one) => `${one}\u0000`).join("") },
    { form: "utf-16", text: written(utf16(value), "", 16) },
  ];
  // What is the same as a form before it is that form; without case it is another search.
  return needles.filter(
    ({ form, text }, place) =>
      text.length >= LIMITS.charactersMin &&
      (form === "other-case" || needles.findIndex((one) => one.text === text) === place),
  );
}

function written(bytes: readonly number[], before: string, base: 8 | 16): string {
  const width = base === 16 ? 2 : 3;
  return bytes.map((byte) => before + byte.toString(base).padStart(width, "0")).join("");
}

function utf16(value: string): number[] {
  return Array.from({ length: value.length }, (_, place) => value.charCodeAt(place)).flatMap(
    (code) => [code >> 8, code & 0xff],
  );
}

/** Half of a character cannot be written in a URL. */
function wellFormed(value: string): string {
  return value.replaceAll(/\p{Surrogate}/gu, "");
}

/** Base64 of the middle of a longer text: what it has in common wherever the value stands. */
function base64In(bytes: readonly number[], shift: number): string {
  const before = Array.from({ length: shift }, () => 120);
  const text = btoa(String.fromCharCode(...before, ...bytes));
  return text.slice(shift === 0 ? 0 : 4, 4 * Math.floor((bytes.length + shift) / 3));
}
