import { createHash } from "node:crypto";

/** The token is 256 random bits, so a plain hash cannot be guessed back. */
export function hashLinkToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
