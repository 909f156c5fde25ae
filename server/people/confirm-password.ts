import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { admitAttempt, attemptKeys, clearAttempts } from "../auth/sign-in-limits";
import type { Deps } from "../deps";
import { verifyPassword } from "./password";
import { findPasswordHash } from "./store";

export interface PasswordProof {
  readonly password: string;
  /** What must be right as well before the try counts as a good one. Throws a Refusal when it is not. */
  readonly also?: () => Promise<void>;
}

/** The person's present password again. Refuses with PEOPLE.WRONG_PASSWORD, or LIMIT.TRIES after too many guesses. */
export async function confirmPassword(
  deps: Deps,
  actor: Actor,
  { password, also }: PasswordProof,
): Promise<void> {
  const keys = attemptKeys(`change ${actor.userId}`, `change ${actor.userId}`);
  await admitAttempt(deps, keys, "");
  const known = await findPasswordHash(deps.db.read, actor.userId);
  if (known === null || !(await verifyPassword(known, password))) {
    throw new Refusal("PEOPLE.WRONG_PASSWORD", "The present password is not right.");
  }
  await also?.();
  await clearAttempts(deps, keys);
}
