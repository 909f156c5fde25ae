import { isCustomKind } from "../custom/custom-kind";
import { type AnyKind, placeholderOf } from "../masking-rule";
import { fakeOf } from "./fake";
import { digestOf } from "./keyed-stream";
import { lastOf, partialOf } from "./partial";
import type { AnyReplacements, KeyedDigest } from "./replacement";
import { bytesOf, formOf, normalised } from "./value-form";

/** Sixteen that are neither digits nor vowels: what is made of them is no value and no word. */
const HASH_LETTERS = "bcdfghjklmnpqrst";
/** Of four bits each: two values of a thousand million have the same hash once in a million installations. */
const HASH_LETTERS_SHOWN = 20;
const BACKSLASH = 0x5c;
const ESCAPES = "nrtbfv";

/** Which kinds are replaced how. `digest` is there when one of them is made with the key. */
export interface Replacing {
  readonly replacements: AnyReplacements;
  readonly digest: KeyedDigest | null;
}

/**
 * What is masked: what a detector found in a text, a whole cell as a table has it, or a whole cell that
 * a statement made. Of the last no part, hash or fake is shown: whoever writes the statement would
 * choose which four characters are the last, or have a hash of each character by itself.
 */
export type MaskedPlace = "text" | "stored" | "made";

export interface MaskedValue {
  readonly kind: AnyKind;
  readonly bytes: Uint8Array;
  readonly place: MaskedPlace;
  /** How many backslashes stand right before it. */
  readonly backslashes: number;
}

/**
 * What stands in its place, `null` for a NULL. What cannot be replaced as wanted is redacted: a value
 * that has not the form of its kind, bytes written in hex, what is behind an escape that is not known.
 */
export function replaceValue(value: MaskedValue, replacing: Replacing): Uint8Array | null {
  const how = replacing.replacements[value.kind] ?? "redact";
  if (how === "null" && value.place !== "text") return null;
  const isRedacted = how === "redact" || how === "null" || value.place === "made";
  if (isRedacted) return bytesOf(placeholderOf(value.kind));
  const letter = escapeIn(value);
  const shown = letter === null ? null : shownOf(value, letter.length, replacing);
  if (letter === null || shown === null) return bytesOf(placeholderOf(value.kind));
  return bytesOf(letter + shown);
}

/**
 * The letter of an escape that the detector took for the first of the value (`\n` before a name, in
 * JSON and COPY), which must stay; "" for none, `null` when nobody can tell what it is.
 */
function escapeIn({ bytes, place, backslashes }: MaskedValue): string | null {
  if (bytes[0] === BACKSLASH && place === "text") return null;
  if (backslashes % 2 === 0) return "";
  const letter = String.fromCharCode(bytes[0] ?? 0);
  return ESCAPES.includes(letter) ? letter : null;
}

function shownOf(
  { kind, bytes }: MaskedValue,
  from: number,
  { replacements, digest }: Replacing,
): string | null {
  const value = bytes.subarray(from);
  if (replacements[kind] === "hash") return digest === null ? null : hashOf(value, kind, digest);
  if (isCustomKind(kind)) return lastOf(value);
  const form = formOf(value, kind);
  if (form === null) return null;
  if (replacements[kind] === "partial") return partialOf(form, kind);
  return digest === null ? null : fakeOf(form, kind, digest);
}

/** `[EMAIL:` and letters: the same for what is normalised the same. */
function hashOf(value: Uint8Array, kind: AnyKind, digest: KeyedDigest): string {
  const of = normalised(value, kind);
  const letters = [
    ...digestOf(digest, { use: "hash", kind, of }).subarray(0, HASH_LETTERS_SHOWN / 2),
  ]
    .flatMap((byte) => [HASH_LETTERS.charAt(byte >> 4), HASH_LETTERS.charAt(byte & 15)])
    .join("");
  return `${placeholderOf(kind).slice(0, -1)}:${letters}]`;
}
