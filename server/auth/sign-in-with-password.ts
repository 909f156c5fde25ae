import type { SignInId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { checkPassword } from "../people/check-password";
import { normalEmail } from "../people/create-local-user";
import { beginSignIn } from "./begin-sign-in";
import { describeOrigin, type RequestOrigin } from "./origin";
import { admitAttempt, attemptKeys, clearAttempts } from "./sign-in-limits";

export interface PasswordSignIn {
  readonly email: string;
  readonly password: string;
  readonly origin: RequestOrigin;
}

/** Refuses with SIGNIN.FAILED, the same for whatever was wrong, or with LIMIT.TRIES. */
export async function signInWithPassword(deps: Deps, given: PasswordSignIn): Promise<SignInId> {
  const keys = attemptKeys(normalEmail(given.email), given.origin.address);
  await admitAttempt(deps, keys, describeOrigin(given.origin));
  const verdict = await checkPassword(deps, given);
  if (verdict.kind === "wrong") {
    const subject = verdict.known?.email ?? "unknown account";
    await auditFailure(deps, subject, given.origin);
    throw new Refusal("SIGNIN.FAILED", "E-mail address or password is wrong.");
  }
  await clearAttempts(deps, keys);
  return await deps.db.transaction((tx) =>
    beginSignIn(deps, tx, {
      user: verdict.person,
      method: "local",
      origin: given.origin,
      tokens: null,
    }),
  );
}

/** What somebody typed as an address may be their password: only known addresses are written down. */
async function auditFailure(deps: Deps, subject: string, origin: RequestOrigin): Promise<void> {
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      actor: null,
      event: "signIn.refused",
      subject,
      after: { because: "wrong e-mail address or password" },
      origin: describeOrigin(origin),
    }),
  );
}
