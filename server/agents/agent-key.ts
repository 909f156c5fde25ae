import { createHash } from "node:crypto";
import type { Deps } from "../deps";

/** A key names what it is, so that it is recognised where it does not belong. */
export function newAgentKey(deps: Pick<Deps, "newToken">): string {
  return `gha_${deps.newToken()}`;
}

/** Only this is stored. The key is 32 random bytes, so a plain hash cannot be guessed back. */
export function hashAgentKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
