import { DEFAULT_ROLE_MAPPINGS } from "@/domain/people/role";
import { recordAudit } from "../audit/record-audit";
import type { Tx } from "../db/db";
import type { Deps } from "../deps";
import { readSignInSettings } from "./read-sign-in-settings";
import { saveSignInValue } from "./store";

/** The role mapping as it is at first, when the one that was saved lets nobody administer. */
export async function mapDefaultRoles(
  deps: Pick<Deps, "env" | "db">,
  tx: Tx,
  origin: string,
): Promise<void> {
  const before = await readSignInSettings(deps, tx);
  const after = { ...before, roleMappings: DEFAULT_ROLE_MAPPINGS, version: before.version + 1 };
  await saveSignInValue(tx, after);
  await recordAudit(tx, {
    ...{ actor: null, origin, event: "settings.signInChanged", subject: "sign-in" },
    ...{ before, after },
  });
}
