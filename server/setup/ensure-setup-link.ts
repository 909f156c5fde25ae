import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { hasAdmin } from "../people/has-admin";
import { hashLinkToken } from "../people/link-token";
import { replaceSetupLink } from "./store";

const SETUP_LIMITS = { linkHoursMax: 24 } as const;

/**
 * The address where the first admin sets Gatehouse up, or null when there is an admin already. Each
 * start makes a fresh one, so a lost line of output is no loss; only its hash is kept.
 */
export async function ensureSetupLink(deps: Deps): Promise<string | null> {
  const token = deps.newToken();
  const createdAt = deps.now();
  const expiresAt = new Date(createdAt.getTime() + SETUP_LIMITS.linkHoursMax * 3600 * 1000);
  const made = await deps.db.transaction(async (tx) => {
    if (await hasAdmin(deps, tx)) return false;
    await replaceSetupLink(tx, { tokenHash: hashLinkToken(token), createdAt, expiresAt });
    await recordAudit(tx, { actor: null, event: "setup.linkMade", subject: "first admin" });
    return true;
  });
  return made ? `${deps.env.url}/setup?token=${token}` : null;
}
