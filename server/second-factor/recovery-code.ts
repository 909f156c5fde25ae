import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";
const CODES = 10;
const CHARACTERS = 16;

/** Ten codes of 80 random bits, in groups of four, so that they can be typed from paper. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: CODES }, () =>
    [...randomBytes(CHARACTERS)]
      .map((byte) => ALPHABET.charAt(byte & 31))
      .join("")
      .replace(/(.{4})(?=.)/g, "$1-"),
  );
}

/** Only this is stored; 80 random bits cannot be guessed back. Case, blanks and dashes do not count. */
export function hashRecoveryCode(code: string): string {
  return createHash("sha256").update(code.toLowerCase().replaceAll(/[\s-]/g, "")).digest("hex");
}
