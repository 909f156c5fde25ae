import type { Actor } from "@/domain/people/user";
import { Refusal } from "@/domain/refusal";
import { recordAudit } from "../audit/record-audit";
import { admitAttempt, attemptKeys, clearAttempts } from "../auth/sign-in-limits";
import type { Deps } from "../deps";
import { hashPassword, requireStrongPassword, verifyPassword } from "./password";
import { findPasswordHash, savePassword } from "./store";

/** Refuses with PEOPLE.WRONG_PASSWORD, PEOPLE.PASSWORD_WEAK, or LIMIT.TRIES after too many guesses. */
export async function changePassword(
  deps: Deps,
  actor: Actor,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  requireStrongPassword(next);
  const keys = attemptKeys(`change ${actor.userId}`, `change ${actor.userId}`);
  await admitAttempt(deps, keys, "");
  const known = await findPasswordHash(deps.db.read, actor.userId);
  if (known === null || !(await verifyPassword(known, current))) {
    throw new Refusal("PEOPLE.WRONG_PASSWORD", "The present password is not right.");
  }
  await clearAttempts(deps, keys);
  const hash = await hashPassword(next);
  await deps.db.transaction(async (tx) => {
    await savePassword(tx, actor.userId, { hash, changedAt: deps.now() });
    await recordAudit(tx, { actor, event: "user.passwordChanged", subject: actor.email });
  });
}
