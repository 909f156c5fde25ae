import type { AnyKind } from "../masking-rule";

const LIMITS = { formBytesMax: 512 } as const;

/** Forms in characters of one byte each. None holds a quote, a backslash, a brace, a comma or a control. */
const EMAIL = /^[A-Za-z0-9_.%+'\x80-\xff-]+@[A-Za-z0-9_.\x80-\xff-]+\.[A-Za-z0-9_\x80-\xff-]+$/;
const IDENTITY = /^[A-Za-z0-9](?:[-. /]?[A-Za-z0-9]){7,24}$/;
const FORMS: Readonly<Partial<Record<AnyKind, RegExp>>> = {
  email: EMAIL,
  ssn: /^\d{3}[-. ]?\d{2}[-. ]?\d{4}$/,
  card: /^\d(?:[ -]?\d){11,18}$/,
  iban: /^[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}$/,
  phone: /^\+?\(?\d(?:[-. ()/]{0,3}\d){7,14}$/,
  ip: /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]{2,39})$/,
  mac: /^[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}$/,
  ...{ nir: IDENTITY, dni: IDENTITY, nino: IDENTITY, codice: IDENTITY },
  ...{ cpf: IDENTITY, cnpj: IDENTITY, aadhaar: IDENTITY, sin: IDENTITY },
  ...{ nhs: IDENTITY, vat: IDENTITY, taxid: IDENTITY, ahv: IDENTITY, bsn: IDENTITY },
  ...{ mbi: IDENTITY, personid: IDENTITY },
};

/**
 * The value as text, a character a byte, when it has the form of its kind from its first byte to its
 * last; `null` for anything else, of which no part may be shown and none can be made up. Spaces
 * around it, as `char(n)` has them, are not of it.
 */
export function formOf(value: Uint8Array, kind: AnyKind): string | null {
  const form = FORMS[kind];
  const trimmed = withoutSpaces(value);
  if (form === undefined || trimmed.byteLength > LIMITS.formBytesMax) return null;
  const text = String.fromCharCode(...trimmed);
  return form.test(text) ? text : null;
}

/**
 * What is the same of a value however it is written: an e-mail address without case, a number without
 * its separators. What has not the form of its kind is only itself.
 */
export function normalised(value: Uint8Array, kind: AnyKind): Uint8Array {
  const trimmed = withoutSpaces(value);
  if (kind === "email") return trimmed.map(lowerCase);
  const text = formOf(trimmed, kind);
  if (text === null) return trimmed;
  const letters = text.toLowerCase();
  if (kind === "ip") return bytesOf(letters);
  const bare = letters.replace(/[^a-z0-9]/g, "");
  // `+49` and `0049` begin the same number.
  return bytesOf(kind === "phone" ? bare.replace(/^00/, "") : bare);
}

/** Only for characters of one byte. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

function withoutSpaces(value: Uint8Array): Uint8Array {
  let start = 0;
  let end = value.byteLength;
  while (start < end && value[start] === 0x20) start += 1;
  while (end > start && value[end - 1] === 0x20) end -= 1;
  return value.subarray(start, end);
}
