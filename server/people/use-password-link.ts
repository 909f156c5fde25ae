import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import { endSignInsOf } from "../auth/end-sign-in";
import type { Deps } from "../deps";
import { hashLinkToken } from "./link-token";
import { hashPassword, requireStrongPassword } from "./password";
import { findPasswordLink, savePassword, takePasswordLink } from "./store";

export interface LinkHolder {
  readonly name: string;
  readonly email: string;
}

/** Whose password the link sets. Refuses alike a link that was used, is too old, or never was. */
export async function describePasswordLink(deps: Deps, token: string): Promise<LinkHolder> {
  const holder = await findPasswordLink(deps.db.read, hashLinkToken(token), deps.now());
  if (holder === null) throw linkInvalid();
  return { name: holder.name, email: holder.email };
}

export interface PasswordByLink {
  readonly token: string;
  readonly password: string;
  readonly origin: string;
}

/** Sets the password once and ends whatever was signed in before: the link may answer a lost password. */
export async function usePasswordLink(deps: Deps, given: PasswordByLink): Promise<LinkHolder> {
  requireStrongPassword(given.password);
  const tokenHash = hashLinkToken(given.token);
  // Before the password is worked on: that costs, and anybody may ask.
  await describePasswordLink(deps, given.token);
  const hash = await hashPassword(given.password);
  const holder = await deps.db.transaction(async (tx) => {
    const taken = await takePasswordLink(tx, tokenHash, deps.now());
    if (taken === null) throw linkInvalid();
    await savePassword(tx, taken.userId, { hash, changedAt: deps.now() });
    await recordAudit(tx, {
      ...{ actor: null, event: "user.passwordSet", subject: taken.email, origin: given.origin },
      after: { by: "one-time link" },
    });
    return taken;
  });
  const everyOne = { userId: holder.userId, except: null };
  await endSignInsOf(deps, everyOne, { because: "The password was set anew.", actor: null });
  return { name: holder.name, email: holder.email };
}

function linkInvalid(): Refusal {
  return new Refusal("LINK.INVALID", "This link does not work any more.");
}
