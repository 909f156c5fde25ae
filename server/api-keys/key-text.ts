import { createHash } from "node:crypto";
import type { Deps } from "../deps";

const FORM = /^ghk_[A-Za-z0-9_-]{43}$/;
const ENDING_CHARACTERS = 4;

/** A key names what it is, so that scanners and people recognise it where it does not belong. */
export function newApiKey(deps: Pick<Deps, "newToken">): string {
  return `ghk_${deps.newToken()}`;
}

export function isApiKeyText(text: string): boolean {
  return FORM.test(text);
}

/** Only this is stored. The key is 32 random bytes, so a plain hash cannot be guessed back. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

export function endingOf(key: string): string {
  return key.slice(-ENDING_CHARACTERS);
}
