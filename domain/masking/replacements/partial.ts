import type { MaskKind } from "../masking-rule";

const SHOWN = 4;
/** A value of fewer letters and digits than this would be shown by half. */
const COUNTED_MIN = 8;

/**
 * The value with what counts of it left: the domain of an e-mail address, the first half of an IPv4
 * address, else the last four letters and digits. `null` where that would show too much.
 */
export function partialOf(form: string, kind: MaskKind): string | null {
  if (kind === "email") return `***${form.slice(form.lastIndexOf("@"))}`;
  if (kind === "ip") return firstHalf(form);
  return hiddenBut(form);
}

/**
 * The last four letters and digits of a value of which no form is known; everything else but spaces,
 * hyphens and dots is hidden. `null` where that would show too much.
 */
export function lastOf(value: Uint8Array): string | null {
  const plain = Array.from(value, (byte) => String.fromCharCode(byte)).join("");
  return hiddenBut(plain.replace(/[^A-Za-z0-9 .-]/g, "*"));
}

function hiddenBut(form: string): string | null {
  let hidden = (form.match(/[A-Za-z0-9]/g) ?? []).length - SHOWN;
  if (hidden < COUNTED_MIN - SHOWN) return null;
  return form.replace(/[A-Za-z0-9]/g, (character) => {
    hidden -= 1;
    return hidden >= 0 ? "*" : character;
  });
}

function firstHalf(address: string): string | null {
  const [first, second, , fourth] = address.split(".");
  return fourth === undefined ? null : `${first}.${second}.*.*`;
}
