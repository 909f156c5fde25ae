import type { Deps } from "../deps";
import { readSignInSettings } from "../settings/read-sign-in-settings";
import { findActiveAdmins } from "./store";

const ADMINS_TOLD_MAX = 50;

/** Where the active admins read their mail; a bounded number of them. */
export async function adminEmails(deps: Deps): Promise<readonly string[]> {
  const { roleMappings } = await readSignInSettings(deps);
  const admins = await findActiveAdmins(deps.db.read, roleMappings, {
    ...{ first: null, exceptEmails: [], exceptIds: [], rowsMax: ADMINS_TOLD_MAX },
  });
  return admins.map(({ email }) => email);
}
