import type { Actor } from "@/domain/people/user";
import { recordAudit } from "../audit/record-audit";
import type { Deps } from "../deps";
import { confirmPassword } from "./confirm-password";
import { hashPassword, requireStrongPassword } from "./password";
import { savePassword } from "./store";

/** Refuses with PEOPLE.WRONG_PASSWORD, PEOPLE.PASSWORD_WEAK, or LIMIT.TRIES after too many guesses. */
export async function changePassword(
  deps: Deps,
  actor: Actor,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  requireStrongPassword(next);
  await confirmPassword(deps, actor, { password: current });
  const hash = await hashPassword(next);
  await deps.db.transaction(async (tx) => {
    await savePassword(tx, actor.userId, { hash, changedAt: deps.now() });
    await recordAudit(tx, { actor, event: "user.passwordChanged", subject: actor.email });
  });
}
