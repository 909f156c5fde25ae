import { objectionToSettings, type SignInSettings } from "@/domain/people/sign-in-settings";
import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import { shortenSignIns } from "../auth/shorten-sign-ins";
import type { Deps } from "../deps";
import { changeRights } from "../people/change-rights";
import { readSignInSettings } from "./read-sign-in-settings";
import { saveSignInValue } from "./store";

export interface SignInSettingsChange extends SignInSettings {
  /** The version that the admin looked at. */
  readonly version: number;
}

/**
 * Takes effect at once, everywhere: roles are computed from the mapping whenever they are asked for, and
 * sign-ins that are older than the new lifetime end. Refused when the saver would not be an admin by it.
 */
export async function saveSignInSettings(
  deps: Deps,
  { actor, origin }: { readonly actor: Actor; readonly origin: string },
  change: SignInSettingsChange,
): Promise<{ version: number }> {
  const { version: lookedAt, ...settings } = change;
  const objection = objectionToSettings(settings);
  if (objection !== null) throw new Refusal("INPUT.INVALID", objection);
  const version = lookedAt + 1;
  await changeRights(deps, actor, async (tx) => {
    const { version: present, ...before } = await readSignInSettings(deps, tx);
    if (present !== lookedAt) {
      throw new Refusal("SETTINGS.CHANGED", "Somebody changed these settings in the meantime.");
    }
    await saveSignInValue(tx, { ...settings, version });
    if (settings.lifetimeSeconds < before.lifetimeSeconds) {
      await shortenSignIns(tx, settings.lifetimeSeconds);
    }
    await recordAudit(tx, {
      ...{ actor, origin, event: "settings.signInChanged", subject: "sign-in" },
      ...{ before, after: settings },
    });
  });
  return { version };
}
