import { Refusal } from "@/domain/refusal";
import type { Deps } from "../deps";
import { createLocalUser, normalEmail } from "../people/create-local-user";
import { hasAdmin } from "../people/has-admin";
import { hashLinkToken } from "../people/link-token";
import { hashPassword, requireStrongPassword } from "../people/password";
import { isSetupLinkOpen, lockSetup, useSetupLink } from "./store";

const ADMIN_GROUP = "admin";

export interface FirstAdmin {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly origin: string;
}

/** One use. Refuses with LINK.INVALID, PEOPLE.PASSWORD_WEAK or PEOPLE.EXISTS; a refusal uses nothing up. */
export async function createFirstAdmin(deps: Deps, given: FirstAdmin): Promise<{ email: string }> {
  requireStrongPassword(given.password);
  const { name, origin } = given;
  const email = normalEmail(given.email);
  const tokenHash = hashLinkToken(given.token);
  // Before the password is worked on: that costs, and anybody may ask.
  if (!(await isSetupLinkOpen(deps.db.read, tokenHash, deps.now()))) throw linkInvalid();
  const passwordHash = await hashPassword(given.password);
  await deps.db.transaction(async (tx) => {
    await lockSetup(tx);
    const fresh = (await useSetupLink(tx, tokenHash, deps.now())) && !(await hasAdmin(deps, tx));
    if (!fresh) throw linkInvalid();
    const user = { actor: null, name, email, passwordHash, groups: [ADMIN_GROUP], origin };
    await createLocalUser(tx, user);
  });
  return { email };
}

function linkInvalid(): Refusal {
  return new Refusal("LINK.INVALID", "This set-up link does not work any more.");
}
