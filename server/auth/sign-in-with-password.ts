import type { SignInId } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { checkPassword, type LocalPerson } from "../people/check-password";
import { normalEmail } from "../people/create-local-user";
import { checkCode } from "../second-factor/check-code";
import { beginSignIn } from "./begin-sign-in";
import { describeOrigin, type RequestOrigin } from "./origin";
import {
  type AttemptKeys,
  admitAttempt,
  attemptKeys,
  clearAttempts,
  takeBackAttempt,
} from "./sign-in-limits";

export interface PasswordSignIn {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator, or a recovery code; empty while it was not asked for. */
  readonly code?: string;
  readonly origin: RequestOrigin;
}

/**
 * Refuses with SIGNIN.FAILED, the same for whatever was wrong, or with LIMIT.TRIES. Where a second factor
 * is on, a right password alone is SIGNIN.CODE_NEEDED, and every code that does not count CODE_WRONG.
 */
export async function signInWithPassword(deps: Deps, given: PasswordSignIn): Promise<SignInId> {
  const keys = attemptKeys(normalEmail(given.email), given.origin.address);
  await admitAttempt(deps, keys, describeOrigin(given.origin));
  const verdict = await checkPassword(deps, given);
  if (verdict.kind === "wrong") {
    const subject = verdict.known?.email ?? "unknown account";
    const because = "wrong e-mail address or password";
    await auditFailure(deps, { subject, because }, given.origin);
    throw new Refusal("SIGNIN.FAILED", "E-mail address or password is wrong.");
  }
  await requireCode(deps, { ...given, person: verdict.person, keys });
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

interface CodeAsked extends PasswordSignIn {
  readonly person: LocalPerson;
  readonly keys: AttemptKeys;
}

/** A wrong code stays counted like a wrong password: who knows the password guesses no code. */
async function requireCode(deps: Deps, asked: CodeAsked): Promise<void> {
  const { person, code = "", keys, origin } = asked;
  const verdict = await checkCode(deps, { person, code });
  if (verdict === "needed") {
    await takeBackAttempt(deps, keys);
    throw new Refusal("SIGNIN.CODE_NEEDED", "The code of your authenticator is needed.");
  }
  if (verdict !== "wrong") return;
  await auditFailure(deps, { subject: person.email, because: "wrong code" }, origin);
  throw new Refusal("SIGNIN.CODE_WRONG", "The code is wrong, or it was used already.");
}

/** What somebody typed as an address may be their password: only known addresses are written down. */
async function auditFailure(
  deps: Deps,
  { subject, because }: { readonly subject: string; readonly because: string },
  origin: RequestOrigin,
): Promise<void> {
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      actor: null,
      event: "signIn.refused",
      subject,
      after: { because },
      origin: describeOrigin(origin),
    }),
  );
}
