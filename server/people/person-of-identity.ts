import type { UserId } from "@/domain/people/user";
import type { Tx } from "../db/db";
import { findPersonByIdentity, type IdentityKey } from "./store";

/** Who carries this issuer and subject; null when nobody. */
export async function personOfIdentity(tx: Tx, key: IdentityKey): Promise<UserId | null> {
  return (await findPersonByIdentity(tx, key))?.id ?? null;
}
