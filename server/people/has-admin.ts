import type { Tx } from "../db/db";
import { DEMO_PEOPLE } from "../demo/demo-people";
import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { findActiveAdmins } from "./store";

/**
 * Whether somebody active holds the role admin through one of their groups. The demo's admin does not
 * count: the place still needs one of its own.
 */
export async function hasAdmin(deps: Deps, tx: Tx = deps.db.read): Promise<boolean> {
  const exceptEmails = DEMO_PEOPLE.map(({ email }) => email);
  return await hasAdminBut(deps, tx, { exceptEmails, exceptIds: [] });
}

export async function hasAdminBut(
  deps: Deps,
  tx: Tx,
  except: { readonly exceptEmails: readonly string[]; readonly exceptIds: readonly string[] },
): Promise<boolean> {
  const { roleMappings } = await readSignInSettings(deps, tx);
  const found = await findActiveAdmins(tx, roleMappings, { first: null, rowsMax: 1, ...except });
  return found.length > 0;
}
