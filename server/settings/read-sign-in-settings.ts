import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { type StoredSignInSettings, signInSettingsOf } from "./sign-in-value";
import { findSignInValue } from "./store";

/** The settings of this moment; within a transaction, those it sees. */
export async function readSignInSettings(
  deps: Pick<Deps, "env" | "db">,
  tx: Tx = deps.db.read,
): Promise<StoredSignInSettings> {
  return signInSettingsOf(deps.env, await findSignInValue(tx));
}
