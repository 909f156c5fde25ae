import { makeMaskingKey } from "@/protocol/masking-key";
import type { Deps } from "../deps";
import { findMaskingKey, saveMaskingKey } from "./store";

const PURPOSE = "masking-key";

/**
 * What hashes and fakes are made with: one for the installation, made when a command first needs it,
 * so that equal values stay equal across sessions and agents. Only agents are told it, sealed.
 */
export async function maskingKey(deps: Deps): Promise<string> {
  const box = (await findMaskingKey(deps.db.read)) ?? (await madeMaskingKey(deps));
  return deps.secrets.open(PURPOSE, box);
}

/** Of two gateways that make one at once, both have the first. */
async function madeMaskingKey(deps: Deps): Promise<Uint8Array> {
  const made = deps.secrets.seal(PURPOSE, makeMaskingKey());
  return await deps.db.transaction(async (tx) => {
    await saveMaskingKey(tx, made);
    return (await findMaskingKey(tx)) ?? made;
  });
}
