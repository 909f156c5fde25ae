import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { confirmPassword } from "../people/confirm-password";
import { enrolmentUri, newSecret } from "./authenticator";
import { acceptCode } from "./check-code";
import { sealSecret } from "./factor-secret";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-code";
import {
  findFactor,
  findFactorPerson,
  markConfirmed,
  replaceRecoveryCodes,
  saveUnconfirmed,
} from "./store";

export interface Enrolment {
  /** Shown this once, for people who type it; base32. */
  readonly secret: string;
  /** The same for a camera. */
  readonly uri: string;
}

/** A new secret, which counts for nothing until a first code proved that an authenticator has it. */
export async function beginEnrolment(
  deps: Deps,
  actor: Actor,
  password: string,
): Promise<Enrolment> {
  const person = await findFactorPerson(deps.db.read, actor.userId);
  if (person === null || !person.isLocal) {
    throw new Refusal("FACTOR.LOCAL_ONLY", "You sign in at the identity provider.");
  }
  await confirmPassword(deps, actor, { password });
  const secret = newSecret();
  const box = { secret: sealSecret(deps, actor.userId, secret), now: deps.now() };
  const saved = await deps.db.transaction((tx) => saveUnconfirmed(tx, actor.userId, box));
  if (!saved) throw new Refusal("FACTOR.ON", "Your second factor is on already.");
  return { secret, uri: enrolmentUri(secret, actor.email) };
}

/** Switches the second factor on; the answer holds the recovery codes, which are shown this once. */
export async function confirmEnrolment(
  deps: Deps,
  actor: Actor,
  code: string,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const { userId } = actor;
  const factor = await findFactor(deps.db.read, userId);
  if (factor === null) throw factorOff();
  if (factor.confirmedAt !== null) throw new Refusal("FACTOR.ON", "It is on already.");
  if (!(await acceptCode(deps, userId, { box: factor.secret, code }))) throw wrongCode();
  const recoveryCodes = newRecoveryCodes();
  await deps.db.transaction(async (tx) => {
    if (!(await markConfirmed(tx, userId, deps.now()))) throw factorOff();
    await replaceRecoveryCodes(tx, userId, recoveryCodes.map(hashRecoveryCode));
    await recordAudit(tx, { actor, event: "user.secondFactorEnabled", subject: actor.email });
  });
  return { recoveryCodes };
}

export function factorOff(): Refusal {
  return new Refusal("FACTOR.OFF", "There is no second factor.");
}

export function wrongCode(): Refusal {
  return new Refusal("FACTOR.CODE_WRONG", "This code is not right, or it was used already.");
}
