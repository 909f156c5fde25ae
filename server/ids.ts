import { randomBytes } from "node:crypto";
import type { IdPrefix } from "./deps";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_CHARACTERS = 10;
const RANDOM_CHARACTERS = 16;

/** `ses_` and 26 characters: 48 bits of time, so that ids sort by birth, and 80 random bits. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${timeCharacters(Date.now())}${randomCharacters()}`;
}

/** A secret for a person or an agent: 32 random bytes, base64url. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

function timeCharacters(ms: number): string {
  let rest = ms;
  let characters = "";
  for (let index = 0; index < TIME_CHARACTERS; index += 1) {
    characters = ALPHABET.charAt(rest % 32) + characters;
    rest = Math.floor(rest / 32);
  }
  return characters;
}

function randomCharacters(): string {
  return [...randomBytes(RANDOM_CHARACTERS)].map((byte) => ALPHABET.charAt(byte & 31)).join("");
}
